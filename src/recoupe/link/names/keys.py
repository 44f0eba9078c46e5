"""Keys under which names that may be one are found together."""

from __future__ import annotations

from recoupe.link.names.parts import bones, name

LENGTH = 4  # consonants of a key
LETTERS = 3  # letters of a key of a word with too few consonants


def keys(text: str, lang: str | None = None) -> tuple[str, ...]:
    """Keys of a name, sorted: two spellings of one name share at least one.

    For every word, in each of its readings, its first consonants by class; for the name as one word the same, as
    scripts without spaces need. A name without a letter that is known has none.
    """
    parts = name(text, lang)
    found = set()
    for word in parts.words:
        if not word.initial:
            found.update(_key(form) for form in word.forms)
    if len(parts.words) > 1:
        found.update(f"={_key(form, 6)}" for form in parts.joined)
    else:
        found.update(f"={_key(form, 6)}" for word in parts.words for form in word.forms)
    return tuple(sorted(found - {""}))


def _key(form: str, length: int = LENGTH) -> str:
    """The first consonants of `form`; its first letters where it has hardly any."""
    hard = bones(form)
    return hard[:length] if len(hard) > 1 else f"{form[:LETTERS]}."
