"""`/metrics`: figures for Prometheus, read from the store when they are asked for."""

from collections.abc import Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefing.errors import StoreError
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
        """Every figure; without a store that answers, whether each part is well."""
        yield self._parts()
        yield self._disk()
        try:
            yield from (*self._sources(), *self._counts(), *self._last())
        except StoreError:
            return

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

    def _counts(self) -> Iterator[Metric]:
        line = self._service.line
        found = line.store.counts(line.clock())
        _own, today = line.store.spent("", line.clock())
        for name, about, value in (
            ("briefing_proposals", "Proposals in the store", found.proposals),
            ("briefing_drafts_waiting", "Drafts to decide on", found.drafts),
            ("briefing_alarms", "Alarms that stand", len(line.store.alerts())),
            ("briefing_model_tokens_today", "Tokens, Danish day", today.tokens),
            ("briefing_model_kroner_today", "Kroner, Danish day", today.kroner),
        ):
            yield GaugeMetricFamily(name, about, value=value)
        statements = {"verified": found.verified, "withheld": found.withheld}
        for name, about, label, values in (
            ("briefing_deliveries", "Deliveries", "state", found.deliveries),
            ("briefing_runs", "Runs that are kept", "state", found.runs),
            ("briefing_statements", "Of runs that are kept", "outcome", statements),
        ):
            family = GaugeMetricFamily(name, about, labels=[label])
            for key, value in sorted(values.items()):
                family.add_metric([key], value)
            yield family

    def _last(self) -> Iterator[Metric]:
        """The last run and the last backup; left out where there was none."""
        runs = self._service.line.store.runs(1)
        backup = self._service.last_backup()
        for each in runs:
            at = each.started_at.timestamp()
            yield GaugeMetricFamily(
                "briefing_last_run_timestamp_seconds", "When it began", value=at
            )
            if each.seconds is not None:
                yield GaugeMetricFamily(
                    "briefing_last_run_seconds", "How long it took", value=each.seconds
                )
        if backup is not None:
            yield GaugeMetricFamily(
                "briefing_last_backup_timestamp_seconds",
                "When it was made",
                value=backup.timestamp(),
            )
