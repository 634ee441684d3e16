"""`/feeds/KEY/…`: the calendar and the feed of news, at addresses nobody can guess."""

import hashlib
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.domain.calendar import Feed
from briefing.pipeline.feeds import Addresses, feed_at
from briefing.pipeline.line import Line

OK, NOT_MODIFIED, NOT_FOUND = 200, 304, 404
FRESH = timedelta(minutes=5)
"""How long a feed is served as it was made."""
_NOT_HERE = {"Cache-Control": "no-store", "Content-Type": "text/plain"}


def routes(line: Line, addresses: Addresses) -> list[Route]:
    """The one address, with a key for each profile."""
    shelf = _Shelf(line, addresses)

    def feed(request: Request) -> Response:
        """The feed; 304 to who has it already, 404 to who has no key."""
        key, name = request.path_params["key"], request.path_params["name"]
        found = shelf.feed(key, name)
        if found is None:
            return Response("", NOT_FOUND, _NOT_HERE)
        return _answer(request, found)

    return [Route("/feeds/{key}/{name}", feed, methods=["GET", "HEAD"])]


class _Shelf:
    """The feeds as they were made last, so that many readers cost one making."""

    def __init__(self, line: Line, addresses: Addresses) -> None:
        self._line, self._addresses = line, addresses
        self._lock = threading.Lock()
        self._made: dict[tuple[str, str], tuple[datetime, Feed]] = {}

    def feed(self, key: str, name: str) -> Feed | None:
        """The feed at an address, at most `FRESH` old; None where there is none."""
        now = self._line.clock()
        with self._lock:
            at, found = self._made.get((key, name), (None, None))
            if at is not None and timedelta() <= now - at < FRESH:
                return found
            made = feed_at(self._line, self._addresses, key, name)
            if made is not None:  # what is not there is not kept: keys are guessed
                self._made[key, name] = (now, made)
            return made


def _answer(request: Request, feed: Feed) -> Response:
    tag = f'"{hashlib.sha256(feed.body).hexdigest()[:32]}"'
    headers = {
        "ETag": tag,
        "Last-Modified": format_datetime(feed.updated_at.astimezone(UTC), usegmt=True),
        "Cache-Control": "private, max-age=300",
        "X-Robots-Tag": "noindex",
        "Referrer-Policy": "no-referrer",
    }
    if _has_it(request, tag, feed.updated_at):
        return Response("", NOT_MODIFIED, headers)
    headers["Content-Type"] = feed.media_type
    return Response(feed.body, OK, headers)


def _has_it(request: Request, tag: str, updated_at: datetime) -> bool:
    """Whether what the client has is this (RFC 9110, 13.1: the tag goes first)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {each.strip().removeprefix("W/") for each in tags.split(",")}
        return tag in known or "*" in known
    since = request.headers.get("if-modified-since")
    if since is None:
        return False
    try:
        moment = parsedate_to_datetime(since)
    except ValueError:
        return False
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return updated_at.replace(microsecond=0) <= aware
