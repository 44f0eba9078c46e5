"""The page of an invented article at one moment: around its text, all changes with every look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recoupe.model import Page

if TYPE_CHECKING:
    import random

DAY = "2024-05-15"
_UPDATED = {
    "en": "Updated", "fr": "Mis à jour le", "de": "Aktualisiert am", "es": "Actualizado el", "it": "Aggiornato il",
    "pt": "Atualizado em", "nl": "Bijgewerkt op", "ru": "Обновлено", "uk": "Оновлено", "ar": "تم التحديث في",
    "he": "עודכן ב", "fa": "به‌روز شد", "pl": "Zaktualizowano",
}  # fmt: skip
_COUNTED = {
    "en": ("{n} views", "{n} people have read this."), "fr": ("{n} vues", "{n} personnes ont lu ceci."),
    "de": ("{n} Kommentare", "{n} Menschen haben das gelesen."), "es": ("{n} visitas", "{n} personas han leído esto."),
    "it": ("{n} condivisioni", "{n} persone stanno leggendo."), "pt": ("{n} comentários", "{n} pessoas leram isto."),
    "nl": ("{n} reacties", "{n} mensen lazen dit."), "ru": ("{n} просмотров", "Прочитали {n} человек."),
    "uk": ("{n} переглядів", "Прочитали {n} людей."), "ar": ("{n} مشاهدة", "قرأ هذا {n} شخص."),
    "he": ("{n} צפיות", "{n} אנשים קראו את זה."), "fa": ("{n} بازدید", "{n} نفر این را خواندند."),
    "pl": ("{n} wyświetleń", "Przeczytało {n} osób."),
}  # fmt: skip
_AD = ("-{n} %", "{n},99 €", "▶ {n}", "★★★★☆ {n}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article: whether it holds a statement, and the words of it that may be replaced."""

    text: str
    said: bool
    content: str


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it is written: headline, sentences in paragraphs."""

    lang: str
    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...]

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences in order."""
        return [s for p in self.paragraphs for s in p]


def _retyped(text: str, how: str) -> str:
    """`text` as another editor sets it; that is no edit either."""
    if how == "narrow":
        return text.replace(" ", "\u00a0", 1).replace("...", "…")
    if how == "straight":
        return text.translate(str.maketrans("“”„‘’", '"""\'\''))
    return text


def page(story: Story, style: str, others: list[str], luck: random.Random) -> Page:
    """The page as it is served at one moment; all but the text is of that moment. `others` are related headlines."""
    how = luck.choice(("", "", "narrow", "straight"))
    body = [_retyped(" ".join(s.text for s in p), how) for p in story.paragraphs]
    head, tail = _around(story, others, luck)
    url = "https://gazette.example/a"
    if style == "text":
        text = "\n\n".join([story.title, *head, *body, *tail])
        return Page("a", text, "text/plain", url=url, lang=story.lang, published=DAY, title=story.title)
    html = _html(story, body, head, tail, marked=style == "marked")
    return Page("a", html, "text/html", url=url, lang=story.lang, published=DAY)


def _around(story: Story, others: list[str], luck: random.Random) -> tuple[list[str], list[str]]:
    """Lines above and below the text."""
    short, full = _COUNTED[story.lang]
    date = f"{_UPDATED[story.lang]} {luck.randint(1, 28)}.05.2024, {luck.randint(10, 23)}:{luck.randint(10, 59)}"
    head = [date, short.format(n=luck.randint(3, 90_000))]
    tail = [
        full.format(n=luck.randint(3, 90_000)),
        luck.choice(_AD).format(n=luck.randint(5, 70)),
        *(text.rstrip(".") for text in luck.sample(others, min(3, len(others)))),
    ]
    return head, tail


def _html(story: Story, body: list[str], head: list[str], tail: list[str], *, marked: bool) -> str:
    """The page as HTML; where it is not `marked`, what is around the text stands in paragraphs like it."""
    count, ad, *related = tail
    links = "".join(f"<li><a href='/{n}'>{t}</a></li>" for n, t in enumerate(related))
    if marked:
        top = f"<p class='meta'><time>{head[0]}</time></p><div class='counter'>{head[1]}</div>"
        end = f"<div class='counter'>{count}</div><div class='ad'>{ad}</div>"
        end += f"<aside class='related'><ul>{links}</ul></aside>"
    else:
        top = "".join(f"<p>{line}</p>" for line in head)
        end = f"<p>{count}</p><p>{ad}</p>" + "".join(f"<p><a href='/{n}'>{t}</a></p>" for n, t in enumerate(related))
    text = "".join(f"<p>{p}</p>\n" for p in body)
    return (
        f"<!DOCTYPE html><html lang='{story.lang}'><head><title>{story.title} | Gazette</title></head><body>"
        f"<nav><a href='/'>Gazette</a></nav><article><h1>{story.title}</h1>{top}{text}{end}</article></body></html>"
    )
