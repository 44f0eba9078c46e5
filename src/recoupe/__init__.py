"""recoupe: who said what, when, who denied it."""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__", "compare_names"]


def __getattr__(name: str) -> object:
    """Give `compare_names` (recoupe.link.names), imported when it is first asked for."""
    if name in __all__:
        import importlib  # noqa: PLC0415 -- late: `import recoupe` needs nobody

        return getattr(importlib.import_module("recoupe.link.names"), name)
    raise AttributeError(f"module 'recoupe' has no attribute {name!r}")
