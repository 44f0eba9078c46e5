"""Feeds and sitemaps: bytes into items, the same ones known again, lists of feeds in and out. Pure but for `finding`.

Needs the extra `watch`.
"""

from __future__ import annotations

from recoupe.fetch.feeds.identity import fresh
from recoupe.fetch.feeds.interval import Pace
from recoupe.fetch.feeds.model import Feed, FeedItem, Media
from recoupe.fetch.feeds.parse import parse

__all__ = ["Feed", "FeedItem", "Media", "Pace", "fresh", "parse"]
