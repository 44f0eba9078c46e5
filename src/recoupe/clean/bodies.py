"""The main text of pages that leave no doubt about it: they declare it, or one of their elements holds it.

No extractor is as right about these as they are themselves, nor as quick. Both ways give nothing where in doubt.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from recoupe.clean.blocks import ENDS, LETTERS, LINKED
from recoupe.clean.words import key

if TYPE_CHECKING:
    from recoupe.clean.blocks import Block, Survey

_LINE = 15  # letters of a block that is known in a declared body where it does not follow at once
_WHOLE, _REST = 0.95, 5  # of a declared body, and letters of its end: with so much and so few it stands on the page
_MOSTLY = 0.6  # of the blocks' text: a declared body that has less of it may be no more than a beginning
_HELD = 0.75  # of the blocks' text: an element that has less of it may hold a part
_LOST = 0.1  # of what an element holds: with more that is not kept it holds other things too
_SEVERAL = 3  # paragraphs at least
_SPRINKLED = 0.9  # share of link text up to which a long sentence among others is text


def shown(declared: str, seen: Survey, simple: str) -> str:
    """The blocks that a `declared` body is made of, in its order; "" where they are not all of it, or it is too little.

    Publishers cut bodies off, and put others' texts into theirs: then it is no measure. simple: the blocks' text.
    """
    wanted, at, letters = key(declared), 0, 0
    slack = int((1 - _WHOLE) * len(wanted))  # of the body may be missing: what stands further on is not looked for
    kept: list[str] = []
    heading: list[str] = []  # right before the block at hand: bodies are declared without them
    for block in seen.blocks:
        told = key(block.text)
        reach = at + len(told) + (slack if len(told) >= _LINE else 0)
        found = wanted.find(told, at, reach) if told else -1
        if found >= 0:
            at = found + len(told)
            letters += len(told)
            kept += [*heading, block.text] if kept else [block.text]
        heading = [block.text] if found < 0 and block.heading else []
    whole = letters >= _WHOLE * len(wanted) and len(wanted) - at <= _REST
    text = "\n".join(kept)
    return text if whole and len(text) >= _MOSTLY * len(simple) else ""


def held(seen: Survey, simple: str) -> str:
    """The paragraphs, lists and quotations of the element that most good blocks are children of.

    "" where that is not nearly all of `simple`, the blocks' text, or where the element holds much that is not kept.
    """
    inside, holder = _inside(seen)
    own = [(block.listed or holder in block.within) and _is_text(block) for block in inside]
    sure = [i for i, block in enumerate(inside) if own[i] and (block.good or block.text.endswith(ENDS))]
    if len(sure) < _SEVERAL:
        return ""
    kept: list[str] = []
    lost = 0
    for i, block in enumerate(inside):
        if sure[0] <= i <= sure[-1] and (own[i] or (block.heading and own[i + 1])):
            kept.append(block.text)
        elif holder in block.within or _is_text(block):
            lost += len(block.text)
    text = "\n".join(kept)
    return text if len(text) >= _HELD * len(simple) and lost <= _LOST * len(text) else ""


def _inside(seen: Survey) -> tuple[list[Block], int]:
    """The blocks in the element that holds most of the good ones, and its number."""
    letters: Counter[int] = Counter()
    for block in seen.blocks:
        if block.good:
            letters.update(dict.fromkeys(block.within, len(block.text)))
    holder = max(letters, key=lambda number: (letters[number], number), default=-1)
    end = seen.ends.get(holder, -1)
    return [block for block in seen.blocks if holder <= block.within[-1] < end], holder


def _is_text(block: Block) -> bool:
    """Whether a block has not too many links for text; a sentence may have more of them."""
    sentence = len(block.text) >= LETTERS and block.text.endswith(ENDS)
    return block.linked <= (_SPRINKLED if sentence else LINKED) * len(block.text)
