"""News to those who follow something: looked for in the ledger, put into words, delivered, tried again.

What is sent is put together in `messages`, `webhooks` and `items`, which are pure; `sending` looks, sends and keeps.
"""

from __future__ import annotations

from recoupe.alerting.background import Background, something
from recoupe.alerting.items import feed, shown_at
from recoupe.alerting.messages import address
from recoupe.alerting.sending import Done, Sender, target

__all__ = ["Background", "Done", "Sender", "address", "feed", "shown_at", "something", "target"]
