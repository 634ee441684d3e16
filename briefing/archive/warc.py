"""A document with the headers it came with, as WARC (ISO 28500). Owner of warcio.

The body is unpacked and bare of what was taken out before it was stored; headers that
speak of how it was packed are kept under `X-Archive-Orig-`. Equal documents make equal
bytes, so that the archive keeps them once.
"""

import io
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

MEDIA_TYPE = "application/warc"
_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_RECORDS = uuid.UUID("6f0c0f2e-6d7c-5d0e-9a53-5d2f6f1b7c11")


class _Writer(WARCWriter):  # type: ignore[misc] # warcio has no type information
    """A writer without the temporary files that warcio leaves open."""

    @staticmethod
    def _create_temp_file() -> io.BytesIO:
        return io.BytesIO()


def as_warc(
    body: bytes,
    *,
    url: str,
    sha256: str,
    content_type: str,
    fetched_at: datetime,
    headers: Mapping[str, str],
) -> bytes:
    """One WARC file with one record; `resource` where no web address is known."""
    out = io.BytesIO()
    writer = _Writer(out, gzip=False)
    day = fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = uuid.uuid5(_RECORDS, f"{url} {sha256} {day}")
    told = {"WARC-Date": day, "WARC-Record-ID": f"<urn:uuid:{name}>"}
    is_web = url.startswith(("http://", "https://"))
    record = writer.create_warc_record(
        url if is_web else f"urn:sha256:{sha256}",
        "response" if is_web else "resource",
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type="" if is_web else content_type,
        warc_headers_dict=told,
        http_headers=_http(headers, content_type, len(body)) if is_web else None,
    )
    writer.write_record(record)
    return out.getvalue()


def _http(headers: Mapping[str, str], content_type: str, size: int) -> StatusAndHeaders:
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _PACKING else name, value)
        for name, value in headers.items()
    ]
    if "content-type" not in {name.lower() for name in headers} and content_type:
        kept.append(("Content-Type", content_type))
    kept.append(("Content-Length", str(size)))
    return StatusAndHeaders("200 OK", kept, protocol="HTTP/1.1")
