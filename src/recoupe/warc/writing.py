"""An answer into the bytes of a WARC record: WARC/1.1 (ISO 28500:2017), each record a gzip member of its own."""

from __future__ import annotations

import io
import platform
from typing import TYPE_CHECKING, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from recoupe import __version__

if TYPE_CHECKING:
    import datetime as dt

    from recoupe.warc.answers import Answer, Kept

_TRANSFER = frozenset({"transfer-encoding"})
_CONTENT = frozenset({"content-encoding", "content-length"})
_ASIDE = "X-Orig-"  # before the names of headers that the kept body no longer fits, as other archivers do


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """warcio's, with digests of SHA-256."""

    @staticmethod
    def _create_digester() -> Any:
        return Digester("sha256")


def digest(body: bytes) -> str:
    """Give the digest of a body as records have it."""
    digester = Digester("sha256")
    digester.update(body)
    return str(digester)


def info(name: str) -> bytes:
    """Give the record that an archive begins with: what has written it, and how."""
    told = {
        "software": f"recoupe/{__version__} (Python {platform.python_version()})",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    }
    return _written(lambda writer: writer.create_warcinfo_record(name, told))


def response(answer: Answer, record: str) -> bytes:
    """Give the record of `answer`, whose id is `record`."""
    return _written(
        lambda writer: writer.create_warc_record(
            answer.url,
            "response",
            payload=io.BytesIO(answer.body),
            length=len(answer.body),
            http_headers=_http(answer),
            warc_headers_dict=_headers(answer, record),
        )
    )


def revisit(answer: Answer, record: str, first: Kept) -> bytes:
    """Give the record that says that `answer` has the body that `first` has."""
    return _written(
        lambda writer: writer.create_revisit_record(
            answer.url,
            first.digest,
            first.url,
            time(first.fetched),
            http_headers=_http(answer),
            warc_headers_dict=_headers(answer, record) | {"WARC-Refers-To": f"<{first.record}>"},
        )
    )


def time(moment: dt.datetime) -> str:
    """Give a time as records have it: UTC, to the microsecond."""
    import datetime as dt  # noqa: PLC0415 -- for types only elsewhere

    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _written(make: Any) -> bytes:
    out = io.BytesIO()
    writer = _Writer(out, gzip=True, warc_version="1.1")
    writer.write_record(make(writer))
    return out.getvalue()


def _headers(answer: Answer, record: str) -> dict[str, str]:
    headers = {"WARC-Record-ID": f"<{record}>", "WARC-Date": time(answer.fetched)}
    return headers | ({"WARC-IP-Address": answer.ip} if answer.ip else {})


def _http(answer: Answer) -> StatusAndHeaders:
    """The status line and headers; no value can end its line."""
    aside = _TRANSFER | (_CONTENT if answer.decoded else frozenset())
    protocol, _, rest = answer.status.partition(" ")
    headers = [(_ASIDE + k if k.lower() in aside else k, " ".join(v.split("\n"))) for k, v in answer.headers]
    headers = [(k, v.replace("\r", " ")) for k, v in headers]
    return StatusAndHeaders(rest, headers, protocol=protocol, is_http_request=False)
