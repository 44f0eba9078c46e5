"""The quality table, from kept results, and docs/quality.md, from bench/quality.md.in around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import peers, shared, units
from bench.measures import MEASURES

if TYPE_CHECKING:
    from bench.measures import Measure
    from bench.run import Results

PAGE = shared.ROOT / "docs" / "quality.md"
TEMPLATE = shared.ROOT / "bench" / "quality.md.in"
HEAD = ("measure", "figure", "floor", "aim", "reached", "peers", "command", "day")


def page(results: Results) -> str:
    """docs/quality.md in full."""
    template = TEMPLATE.read_text(encoding="utf-8")
    return (
        template.replace("{table}", table(results))
        .replace("{also}", also(results))
        .replace("{failing}", below(results))
    )


def table(results: Results) -> str:
    """Every measure in the issue's order, as a Markdown table padded for reading as text."""
    return aligned([HEAD, *(row(m, results) for m in MEASURES)])


def row(m: Measure, results: Results) -> tuple[str, ...]:
    """Give the cells of one measure."""
    result = results.get(m.job)
    value = result.figures.get(m.figure) if result else None
    day = result.day if result and value is not None else ""
    bounds = (shown(m, m.floor), shown(m, m.aim))
    return (m.label, shown(m, value), *bounds, reached(m, value), peer_cell(m, results), command(m), day)


def command(m: Measure) -> str:
    """Give what to type for this figure alone."""
    return f"`python -m bench --only {m.job}`"


def reached(m: Measure, value: float | None) -> str:
    """`aim`, `floor`, `below`, or nothing where the measure has no bound."""
    if value is None:
        return "not measured"
    if not m.meets(value, m.floor):
        return "**below**"
    if m.aim is not None and m.meets(value, m.aim):
        return "aim"
    return "floor" if m.floor is not None else ""


def below(results: Results) -> str:
    """Give the measures under their floor, one a line."""
    rows = [row(m, results) for m in MEASURES]
    lines = [f"- {r[0]}: {r[1]} (floor {r[2]})" for r in rows if r[4] in {"**below**", "not measured"}]
    return "\n".join(lines) or "None."


def peer_cell(m: Measure, results: Results) -> str:
    """Figures of peers: the published ones, then those of this run."""
    here = []
    for name, job, figure in m.peers:
        value = results[job].figures.get(figure) if job in results else None
        if value is not None:
            here.append(f"{name} {shown(m, value)}")
    return "; ".join([*([m.published] if m.published else []), *here])


def shown(m: Measure, value: float | None) -> str:
    """Give a figure as a person reads it."""
    if value is None:
        return ""
    if m.unit == "count":
        return f"{value:g} of {m.of}" if m.of and m.of > 1 else ("yes" if value else "no")
    suffix = {"%": " %", "s": " s", "ratio": " ×", "MB": " MB", "ms": " ms"}.get(m.unit, "")
    digits = 2 if m.unit in {"ratio", "s"} else 1
    return f"{value:.{digits}f}{suffix}"


ALSO = (
    ("statements/ntrex.en", "form.%", "`form` right, ntrex.en, %"),
    ("statements/ntrex.fr", "form.%", "`form` right, ntrex.fr, %"),
    ("statements/ntrex.en", "stance.%", "`stance` right, ntrex.en, %"),
    ("statements/ntrex.fr", "stance.%", "`stance` right, ntrex.fr, %"),
    ("statements/ntrex.en", "statement.P", "statements, ntrex.en: precision"),
    ("statements/ntrex.en", "statement.R", "statements, ntrex.en: recall"),
    ("statements/ntrex.fr", "statement.P", "statements, ntrex.fr: precision"),
    ("statements/ntrex.fr", "statement.R", "statements, ntrex.fr: recall"),
    ("cues/timebank_cues.fr", "precision", "cues that mark an event, timebank_cues.fr, %"),
    ("claims/denials.fr", "disputed.F1", "disputed pairs, denials.fr: F1 (6 pairs)"),
    ("claims/ntrex", "across disputed.F1", "disputed pairs, ntrex.en with those across articles: F1"),
    ("claims/ntrex", "same claim.F1", "same claim inside articles, ntrex.en: F1"),
    ("dates/ftib", "strict.F1", "dates, ftib: exact spans F1"),
    ("dates/ntrex.en", "calendar.%", "dates, ntrex.en: same first and last day, %"),
    ("dates/ntrex.fr", "calendar.%", "dates, ntrex.fr: same first and last day, %"),
    ("seed", "statements read", "seed: statements read in all"),
    ("languages", "memory after all", "resident memory after 228 articles in twelve languages, MB"),
    ("speed", "documents", "speed: articles of 350 to 550 words"),
    *(
        ("units of dates", f"{code}{kind} %", f"single expressions of dates, {code}{kind or ', all'}, %")
        for code in units.CODES
        for kind in ("", *(f" {k}" for k in units.KINDS))
    ),
    *(("units of dates", f"left out: {reason}", f"single expressions left out: {reason}") for reason in units.EXCLUDED),
)


def also(results: Results) -> str:
    """Figures without a floor that help to read the others."""
    rows = [(label, f"{results[job].figures[figure]:g}") for job, figure, label in ALSO if _has(results, job, figure)]
    return aligned([("measure", "figure"), *rows])


def _has(results: Results, job: str, figure: str) -> bool:
    return job in results and figure in results[job].figures


def versions() -> str:
    """Give the peers that are installed, with their versions."""
    found = ((name, peers.version(name)) for name in peers.PEERS)
    return ", ".join(f"{name} {v}" for name, v in found if v) or "none"


def aligned(rows: list[tuple[str, ...]]) -> str:
    """Give a Markdown table with its columns padded to one width each."""
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) + " |" for r in rows]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines)
