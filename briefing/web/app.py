"""The application: which address is answered by what."""

from starlette.applications import Starlette

from briefing.pipeline.condition import Service
from briefing.web import health, metrics


def create_app(service: Service) -> Starlette:
    """Everything that is answered; each page reads the store when it is asked.

    Handlers are plain functions, which the server calls in threads of its own.
    """
    return Starlette(routes=[*health.routes(service), *metrics.routes(service)])
