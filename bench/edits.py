"""Silent edits, found in pages that change: precision and recall by kind, over bench/edited.py."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bench import edited
from bench.scorers import percent
from recoupe import pipeline
from recoupe.link.edits.version import words
from recoupe.linking.edits import changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bench.edited import Gold, Trial
    from bench.scorers import Figures
    from recoupe.link.edits import Change

TRIALS = 24
KINDS = (
    "title", "statement_added", "statement_dropped", "statement_reworded", "stance", "sentence_added",
    "sentence_dropped", "sentence_reworded",
)  # fmt: skip


def figures() -> Figures:
    """Precision and recall in per cent of each kind and of all, over trials in every language."""
    found: Counter[tuple[str, str]] = Counter()
    quiet = alarms = 0
    for trial in edited.trials(TRIALS):
        changes = found_in(trial)
        found.update(judged(trial.gold, changes))
        quiet += not trial.gold
        alarms += not trial.gold and bool(changes)
    out: Figures = {}
    for kind in (*KINDS, "all"):
        right, made, told = (_sum(found, kind, what) for what in ("right", "gold", "told"))
        name = kind.replace("_", " ")
        out |= {f"{name} P": percent(right, told), f"{name} R": percent(right, made), f"{name} edits": made}
    return out | {"unchanged": quiet, "unchanged left alone %": percent(quiet - alarms, quiet)}


def _sum(found: Counter[tuple[str, str]], kind: str, what: str) -> int:
    return sum(n for (k, w), n in found.items() if w == what and kind in {k, "all"})


def found_in(trial: Trial) -> tuple[Change, ...]:
    """What recoupe finds changed between the two pages."""
    return changed(pipeline.read(trial.before), pipeline.read(trial.after))


def judged(gold: Sequence[Gold], found: Iterable[Change]) -> Iterator[tuple[str, str]]:
    """(kind, "gold" | "told" | "right") of each; a change is right where its kind and its sentences are."""
    left = list(gold)
    yield from ((g.kind, "gold") for g in gold)
    for change in found:
        yield change.kind, "told"
        match = next((g for g in left if g.kind == change.kind and _within(change, g)), None)
        if match is not None:
            left.remove(match)
            yield change.kind, "right"


def _within(change: Change, gold: Gold) -> bool:
    """Whether the words of a change are those of the sentences that were changed."""
    return all(
        bool(told) == bool(made) and set(words(told)) <= set(words(made))
        for told, made in ((change.before, gold.before), (change.after, gold.after))
    )
