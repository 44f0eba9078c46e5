"""Changes after publication, told apart: those that a note of correction tells of, and the silent ones."""

import datetime as dt

from recoupe import pipeline, store
from recoupe.model import Page
from recoupe.sources import Fetched
from web.newsroom import Browser

AT = dt.datetime(2025, 6, 20, 10, tzinfo=dt.UTC)
TEXT = "Olga Stern said on Monday that the lighthouse would be painted {when}. Forty people had asked for it."
NOTE = "Correction: an earlier version of this article named the wrong season."


def kept(url: str, texts: list[str], own: str) -> str:
    """Keep versions of one address, a day apart; the id of the last."""
    article = ""
    with store.open(own) as ledger:
        for day, text in enumerate(texts):
            at = AT + dt.timedelta(days=day)
            body = "".join(f"<p>{line}</p>" for line in text.splitlines())
            html = f"<html><head><title>The lighthouse</title></head><body><article>{body}</article></body></html>"
            reading = pipeline.read(Page(url, html.encode(), url=url, fetched=at))
            ledger.fetched(Fetched(url, at, "kept", status=200, answered=url, digest=f"sha256:{day}"), reading)
            article = reading.article.id
    return article


def test_a_site_and_an_article_tell_silent_changes_from_those_with_a_note(own: str) -> None:
    with store.open(own) as ledger:
        ledger.watch("https://lights.example/", feeds=["https://lights.example/feed"])
    before, after = TEXT.format(when="in May, before the storms come"), TEXT.format(when="in the autumn")
    noted = kept("https://lights.example/1", [before, f"{after}\n{NOTE}"], own)
    silent = kept("https://lights.example/2", [before.replace("Forty", "Fifty"), after.replace("Forty", "Sixty")], own)
    browser = Browser(own)
    assert "<dd>1 / 2</dd>" in browser.page("/site/lights.example")
    assert "With a note of correction." in browser.page(f"/article/{noted}")
    assert "Without a note of correction." in browser.page(f"/article/{silent}")
