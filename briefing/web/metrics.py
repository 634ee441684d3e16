"""`/metrics`: figures for Prometheus, read from the store when they are asked for."""

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.pipeline.condition import Service, free_space, parts


def routes(service: Service) -> list[Route]:
    """The one address."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Figures(service))
    ProcessCollector(registry=registry)

    def metrics(_request: Request) -> Response:
        """Every figure in Prometheus' text form."""
        body = generate_latest(registry)
        return Response(body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [Route("/metrics", metrics)]


class Figures(Collector):
    """What the store and the machine tell at the moment of asking."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        yield self._parts()
        yield from self._sources()
        yield self._disk()

    def _parts(self) -> Metric:
        found = GaugeMetricFamily(
            "briefing_well", "1 where a part is well, 0 where not", labels=["part"]
        )
        for each in parts(self._service):
            found.add_metric([each.name], each.is_well)
        return found

    def _sources(self) -> Iterator[Metric]:
        errors = GaugeMetricFamily(
            "briefing_source_errors", "Failures in a row", labels=["source"]
        )
        read = GaugeMetricFamily(
            "briefing_source_last_read_timestamp_seconds",
            "When the source was last read",
            labels=["source"],
        )
        line = self._service.line
        for config in line.settings.sources.values():
            if config.enabled:
                state = line.store.source_state(config.id)
                errors.add_metric([config.id], state.errors)
                if state.read_at is not None:
                    read.add_metric([config.id], state.read_at.timestamp())
        yield errors
        yield read

    def _disk(self) -> Metric:
        found = GaugeMetricFamily(
            "briefing_disk_free_bytes", "Bytes free", labels=["place"]
        )
        for name, free in free_space(self._service).items():
            found.add_metric([name.removeprefix("disk_")], free)
        return found
