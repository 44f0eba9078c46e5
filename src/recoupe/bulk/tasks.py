"""What runs in a worker of Spark, with the package that came along."""

from __future__ import annotations

import json
import pickle
from typing import TYPE_CHECKING, Any

from recoupe.bulk import places, reading
from recoupe.bulk.manifest import Failed
from recoupe.bulk.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def outcomes(batches: Iterable[Any], job: bytes) -> Iterator[Any]:
    """Read the parts in `batches`, JSON each; give what became of each, as JSON in a batch."""
    pa = places.arrow()
    how = pickle.loads(job)  # noqa: S301 -- from our own driver
    for batch in batches:
        parts = [Part(**json.loads(text)) for text in batch.column(0).to_pylist()]
        for outcome in reading.run(parts, how):
            told = {"failed": list(outcome)} if isinstance(outcome, Failed) else outcome
            yield pa.RecordBatch.from_pydict({"outcome": [json.dumps(told)]})
