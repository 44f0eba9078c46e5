"""Whether a page may be kept, after all that its site says of its use, and why not. Pure.

Two modes, after Directive (EU) 2019/790: `research` is for research organisations and institutions of cultural
heritage, whom reservations of text and data mining do not bind (Article 3); `general` is for everybody else, who keeps
to what is reserved by machine-readable means (Article 4). Robots.txt is obeyed in both, before anything is fetched.

What recoupe does with a page is mining and search: it finds who said what, shows short passages, and leads to the page.
It trains no generative model and feeds none, so what is said of those alone is written down and keeps no page out.
Where two statements of a site contradict each other, the stricter one counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recoupe.fetch.optouts import rsl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.fetch.optouts.model import OptOut

Mode = Literal["research", "general"]

# Categories of use that include ours: those of the vocabulary now, and of its drafts and of practice before.
_USES = frozenset({"search", "tdm", "bots", "automated-processing", "*"})
_LETS = {rsl.PERMITS: ", which lets us", rsl.SILENT: ", which says nothing of this page"}
_WORDS = frozenset({"noindex", "none", "noai"})


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to keep a page; `because` of which statements not; `why` in words for people.

    spite: reservations that are there and do not bind in this mode.
    """

    keep: bool
    why: str
    because: tuple[OptOut, ...] = ()
    spite: tuple[OptOut, ...] = ()


def decide(optouts: Iterable[OptOut], mode: Mode) -> Decision:
    """Whether a page of which `optouts` are said may be kept in `mode`."""
    against = tuple(o for o in optouts if reserves(o))
    if not against:
        return Decision(keep=True, why="nothing is reserved")
    said = "; ".join(dict.fromkeys(map(words, against)))
    if mode == "research":
        return Decision(keep=True, why=f"kept for research, though {said}", spite=against)
    return Decision(keep=False, why=said, because=against)


def reserves(optout: OptOut) -> bool:
    """Whether a statement reserves a use that ours is one of."""
    match optout.scheme:
        case "tdmrep":
            return optout.value == "1"
        case "content-usage":
            return optout.value == "n" and optout.key in _USES
        case "robots":
            return optout.value in _WORDS
        case "rsl":
            return optout.key in {rsl.LICENCE, rsl.RESERVES}  # nobody has agreed to terms that are not known


def words(optout: OptOut) -> str:
    """A statement in words for people."""
    where = {"page": "the page", "header": "the answer's header"}.get(optout.where, optout.where)
    more = f", see {optout.policy}" if optout.policy else ""
    match optout.scheme:
        case "tdmrep":
            return f"{where} reserves text and data mining ({optout.key}: {optout.value}{more})"
        case "content-usage":
            return f"{where} does not want it used so ({optout.key}={optout.value})"
        case "robots":
            return f"{where} says {optout.value}"
        case "rsl":
            return f"{where} names terms of a licence ({optout.value}{_LETS.get(optout.key, '')})"
