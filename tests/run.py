"""Settings of a test run: its workers and their servers, the order of tests, and its output."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from xdist.workermanage import WorkerController

from tests.shared_servers import SERVERS, SharedServers

BEGAN = pytest.StashKey[float]()
SECONDS_PER_100_MAX = 30
INPUT = "jiafen_servers"


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: a test often waits for PostgreSQL or Chromium."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_configure(config: pytest.Config) -> None:
    config.stash[BEGAN] = time.monotonic()
    given: dict[str, Any] = getattr(config, "workerinput", {})
    directory = given.get(INPUT)
    config.stash[SERVERS] = SharedServers(Path(directory)) if directory else SharedServers.begin()


def pytest_configure_node(node: WorkerController) -> None:
    """Tell a worker where the servers of the run are."""
    node.workerinput[INPUT] = str(node.config.stash[SERVERS].directory)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SERVERS in config.stash and not hasattr(config, "workerinput"):
        config.stash[SERVERS].end()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a longer timeout run first: started last, one would keep the others waiting."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    count = sum(len(terminalreporter.getreports(kind)) for kind in ("passed", "failed", "error"))
    if count >= 100:
        seconds = time.monotonic() - config.stash[BEGAN]
        terminalreporter.write_line(
            f"{count} tests in {seconds:.0f} s: {100 * seconds / count:.1f} s for 100 tests"
            f" (at most {SECONDS_PER_100_MAX})"
        )
