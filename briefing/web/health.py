"""`/health` and `/alive`: whether all is well, and whether to start anew."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from briefing.pipeline.condition import Service, is_alive, parts

OK, UNAVAILABLE = 200, 503
_NOT_KEPT = {"Cache-Control": "no-store"}


def routes(service: Service) -> list[Route]:
    """The two addresses."""

    def health(_request: Request) -> JSONResponse:
        """503 when any part is not well, with which and why."""
        found = parts(service)
        is_well = all(each.is_well for each in found)
        told = {each.name: _told(each.is_well, each.detail) for each in found}
        body = _told(is_well) | {"parts": told}
        return _answer(is_well, body)

    def alive(_request: Request) -> JSONResponse:
        """503 only when what works gives no sign of life."""
        is_well = is_alive(service.pulse)
        return _answer(is_well, _told(is_well))

    return [Route("/health", health), Route("/alive", alive)]


def _told(is_well: bool, detail: str = "") -> dict[str, object]:
    told: dict[str, object] = {"ok": is_well}
    return told | ({"detail": detail} if detail else {})


def _answer(is_well: bool, body: dict[str, object]) -> JSONResponse:
    return JSONResponse(body, OK if is_well else UNAVAILABLE, _NOT_KEPT)
