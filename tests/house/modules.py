"""The package's modules and what each imports, read from the source: also what is imported late or for types only."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


@cache
def modules() -> dict[str, Path]:
    """Every module by its dotted name."""
    found = {}
    for path in sorted((SOURCE / "recoupe").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(name: str) -> frozenset[str]:
    """What module `name` imports: our modules by their full name, others by what stands in the import."""
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    return frozenset(found for node in ast.walk(tree) for found in _imported(node) if found != name)


def ours(name: str) -> frozenset[str]:
    """The modules of ours that module `name` imports."""
    return frozenset(m for m in imports(name) if m.split(".")[0] == "recoupe")


def foreign(name: str) -> frozenset[str]:
    """The other modules that it imports."""
    return imports(name) - ours(name)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "relative imports hide where they lead"
        assert node.module is not None
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if inner in modules() else node.module
