"""The application: which address is answered by what."""

from starlette.applications import Starlette

from briefing.pipeline.condition import Service
from briefing.pipeline.feeds import Addresses
from briefing.web import feeds, health, metrics


def create_app(service: Service, addresses: Addresses | None = None) -> Starlette:
    """Everything that is answered; each page reads the store when it is asked.

    `addresses` are the private ones of the feeds; without them there are no feeds.

    Handlers are plain functions, which the server calls in threads of its own.
    """
    subscribed = feeds.routes(service.line, addresses) if addresses else []
    return Starlette(
        routes=[*health.routes(service), *metrics.routes(service), *subscribed]
    )
