"""News as people read them: titles, addresses, items of a feed. Pure."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from recoupe.fetch.feeds.model import Feed, FeedItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recoupe.follows import Follow, News

    Linked = Callable[[News], str]
"""The address at which an item is shown."""

_LONGEST = 140  # characters of a title
_NAMES = uuid.UUID("6f1c1c0e-6f55-5f0e-9d0b-3a7f0b0a5a11")


def original(news: News) -> str:
    """The address of the page that it stands on; "" where there is none."""
    return news.url or ""


def shown_at(site: str) -> Linked:
    """The addresses of items on a site of `recoupe serve`, at its own address; without one, the pages themselves."""
    if not site:
        return original
    return lambda news: f"{site.rstrip('/')}/article/{news.article}" + (f"#{news.id}" if news.words is not None else "")


def title(news: News) -> str:
    """One line that says what is new."""
    if news.words is None:
        return _short(news.title or news.ref)
    return _short(f"{news.who or 'Somebody'}: {news.words}")


def about(news: News) -> str:
    """One line on where it stands: the outlet, the language, the day, the stance, and whether it is disputed."""
    day = (news.published or "")[:10]
    told = (news.site, news.lang, day, news.stance, "disputed" if news.disputed else "")
    return " · ".join(t for t in told if t)


def item(news: News, link: Linked = original) -> FeedItem:
    """An item of a feed. Its id is that by which the ledger knows what it has told."""
    said = f"“{news.words}”" if news.words is not None else ""
    lines = (said, news.title or "" if said else "", about(news))
    return FeedItem(
        id=f"urn:uuid:{uuid.uuid5(_NAMES, news.key)}",
        url=link(news) or original(news),
        title=title(news),
        published=time(news.published),
        content="\n".join(line for line in lines if line),
        plain=True,
        authors=(news.who,) if news.who else (),
        language=news.lang or "",
    )


def feed(follow: Follow, news: Iterable[News], *, url: str, home: str, link: Linked = original) -> Feed:
    """The feed of what is followed. url: its own address; home: of the page that shows the same."""
    items = tuple(item(each, link) for each in news)
    return Feed(url=url, kind="", title=follow.name, home=home, items=items, topic=url)


def time(published: str | None) -> dt.datetime | None:
    """A time of publication, as far as it is one; a day begins at midnight UTC."""
    try:
        at = dt.datetime.fromisoformat(published or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
