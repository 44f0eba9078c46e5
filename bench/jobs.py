"""What makes the figures: one job a set and scorer, by name; each gives numbers by figure name."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from bench import (
    archives,
    batchcost,
    batches,
    batchlinks,
    claimlinks,
    disputes,
    edits,
    feeds,
    fetching,
    install,
    languages,
    linked,
    linking,
    names,
    peers,
    poison,
    reading,
    romanised,
    scorers,
    seed,
    serving,
    shared,
    speed,
    startup,
    templates,
    units,
    watched,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.answers import Answers
    from bench.scorers import Figures


def statements(name: str, answers: Answers) -> Figures:
    """statements.py over a set; with the denials that are found and told, of all."""
    out = scorers.run("statements", shared.gold(name), answers.predicted(name))
    told, of = scorers.told(shared.read_rows(shared.gold(name)), answers.of(name), stance="denies")
    return out | {"denies told": told, "denies": of}


def together(names: tuple[str, ...], answers: Answers) -> Figures:
    """statements.py over several sets as one."""
    gold = (r | {"doc_id": f"{n} {r['doc_id']}"} for n in names for r in shared.read_rows(shared.gold(n)))
    found = (r | {"doc_id": f"{n} {r['doc_id']}"} for n in names for r in shared.read_rows(answers.predicted(n)))
    paths = [
        shared.write_rows(answers.folder / f"together.{x}.jsonl", r) for x, r in (("gold", gold), ("found", found))
    ]
    return scorers.run("statements", *paths)


def quotations(name: str, answers: Answers) -> Figures:
    """Direct and indirect quotations with their speaker, of a set that has other types too."""
    return scorers.quotations(shared.read_rows(shared.gold(name)), answers.of(name))


def cues(name: str, answers: Answers) -> Figures:
    """Give reporting words of a set that marks words alone."""
    return scorers.reporting_words(shared.read_rows(shared.gold(name)), answers.of(name))


def claims(gold: str, name: str, answers: Answers) -> Figures:
    """claims.py over a set, its gold cut by article; uncut as "across"."""
    found = shared.write_rows(answers.folder / "claims.jsonl", disputes.predicted(answers.of(name)))
    cut = disputes.inside_articles(shared.read_rows(shared.gold(gold)))
    inside = shared.write_rows(answers.folder / "claims.gold.jsonl", cut)
    whole = scorers.run("claims", shared.gold(gold), shared.gold(name), found)
    return scorers.run("claims", inside, shared.gold(name), found) | {f"across {k}": v for k, v in whole.items()}


def dates(name: str, answers: Answers) -> Figures:
    """dates.py over a set."""
    return scorers.run("dates", shared.gold(name), answers.predicted(name))


def pages(name: str, answers: Answers) -> Figures:
    """pages.py over a set."""
    return scorers.run("pages", shared.gold(name), answers.pages(name))


def kinds(name: str, answers: Answers) -> Figures:
    """Kinds of pages told, by gold kind."""
    return scorers.kinds(shared.read_rows(shared.gold(name)), answers.of(name))


def peer(peer_name: str, scorer: str, name: str, answers: Answers) -> Figures:
    """Give a peer's answers for a set under the same scorer; nothing where the peer is not installed."""
    if peers.version(peer_name) is None:
        return {}
    out = answers.folder / f"{peer_name}.{name.replace('/', '.')}.jsonl"
    return scorers.run(scorer, shared.gold(name), peers.answer(peer_name, name, out))


TEN = shared.CODES[2:]
_NTREX = tuple(f"ntrex.{code}" for code in shared.CODES)
_STATEMENTS = (
    *_NTREX, "gum_news.en", "framenet_sequoia.fr", "porttinari_dev.pt", "denials.en", "denials.fr",
)  # fmt: skip
_DATES = (
    *_NTREX, "ftib", "meantime_en", "krauts", "meantime_es", "neruk", "wikiwars_ua", "iahlt_he", "hengam_gold",
)  # fmt: skip
_DENIALS = ("en", "de", "fr")
_PAGES = ("fundus_dev", "scrapinghub_dev")

JOBS: dict[str, Callable[[Answers], Figures]] = {
    "seed": lambda _: seed.figures(),
    **{f"statements/{n}": functools.partial(statements, f"statements/{n}") for n in _STATEMENTS},
    "cues/timebank_cues.fr": functools.partial(cues, "statements/timebank_cues.fr"),
    "quotations/wikinews_dev.de": functools.partial(quotations, "statements/wikinews_dev.de"),
    "ten languages": functools.partial(together, tuple(f"statements/ntrex.{code}" for code in TEN)),
    "denials of de and es": functools.partial(together, ("statements/denials.de", "statements/denials.es")),
    **{
        f"claims/denials.{code}": functools.partial(
            claims, f"links/claims_denials.{code}", f"statements/denials.{code}"
        )
        for code in _DENIALS
    },
    "claims linked": claimlinks.figures,
    "claims/ntrex": functools.partial(claims, "links/claims_ntrex", "statements/ntrex.en"),
    **{f"dates/{n}": functools.partial(dates, f"dates/{n}") for n in _DATES},
    "units of dates": units.figures,
    **{f"pages/{n}": functools.partial(pages, f"pages/{n}") for n in _PAGES},
    "kinds/kinds_dev": functools.partial(kinds, "pages/kinds_dev"),
    "templates": templates.figures,
    "archives": lambda _: archives.figures(),
    "large archive": lambda _: archives.growth(),
    "batches": lambda _: batches.figures(),
    "poison": lambda _: poison.figures(),
    "install": lambda _: install.figures(),
    "reading": lambda _: reading.figures(),
    "speed": lambda _: speed.figures(),
    "languages": lambda _: languages.figures(),
    "start-up": lambda _: startup.figures(),
    "names": names.figures,
    "names romanised": lambda _: romanised.figures(),
    "stories": linked.stories,
    "translations": linked.translations,
    "copies": linked.copies,
    "stories of batches": batchlinks.stories,
    "copies of batches": batchlinks.copies,
    "claims of batches": batchlinks.claims,
    "linking of batches": batchcost.figures,
    "edits": lambda _: edits.figures(),
    "linking": linking.figures,
    "ledger of 50,000": lambda answers: linking.grown(linking.MANY, answers.folder),
    "feeds": lambda _: feeds.figures(),
    "fetching": lambda _: fetching.figures(),
    "watching": lambda _: watched.figures(),
    "serving": lambda _: serving.figures(3_000),
    "serving much": lambda _: serving.figures(),
}

LONG_JOBS = frozenset(
    {
        "batches",
        "large archive",
        "ledger of 50,000",
        "linking of batches",
        "poison",
        "serving much",
        "templates",
        "watching",
    }
)
"""Jobs of several minutes: `make bench` runs them, the gate does not; smaller tests hold what they measure."""

PEER_JOBS: dict[str, Callable[[Answers], Figures]] = {
    **{
        f"dateparser/dates/{n}": functools.partial(peer, "dateparser", "dates", f"dates/{n}")
        for n in ("ftib", "meantime_en", "ntrex.en", "ntrex.fr")
    },
    **{
        f"{p}/pages/{n}": functools.partial(peer, p, "pages", f"pages/{n}")
        for p in ("trafilatura", "readability-lxml")
        for n in _PAGES
    },
    **{f"{p}/names": functools.partial(names.peer, p) for p in ("rapidfuzz", "double metaphone")},
}
