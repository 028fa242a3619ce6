"""Prometheus metrics of the web face: requests by route, and purchases by outcome."""

from __future__ import annotations

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Histogram

LATENCY_BUCKETS = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
)  # seconds


class Metrics:
    """The web face's own counters, in the registry that `main` hands in."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "jiafen_http_requests",
            "Requests answered",
            ["method", "route", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            "jiafen_http_request_seconds",
            "Time from a request's head to its answer",
            ["method", "route"],
            buckets=LATENCY_BUCKETS,
            registry=registry,
        )
        self._purchases = Counter(
            "jiafen_purchases", "Purchases judged, by outcome", ["outcome"], registry=registry
        )

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request; `route` is the pattern, not what was asked for."""
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(method, route).observe(seconds)

    def count_purchases(self, outcome: str, times: int = 1) -> None:
        """Count purchases: `recorded`, `repeated`, or the code of a refusal."""
        self._purchases.labels(outcome).inc(times)


METRICS = web.AppKey("metrics", Metrics)
