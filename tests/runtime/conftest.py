"""Fixtures of the embedded PostgreSQL: directories that are emptied, processes that are ended."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.postgres import embedded
from tests.runtime.servers import CHILD, Start, cluster_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory that an ordinary user can read; emptied afterwards, with the data of root."""
    parent = Path(tempfile.mkdtemp(prefix="jiafen-test-"))
    parent.chmod(0o755)
    yield parent
    for data_dir in parent.iterdir():
        embedded.erase(data_dir)
    parent.rmdir()


@pytest.fixture
def data_dir(place: Path) -> Path:
    return place / "data"


@pytest.fixture
def start(data_dir: Path) -> Iterator[Start]:
    children = []

    def started(where: Path = data_dir, *words: str) -> subprocess.Popen[str]:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(where), *words],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        children.append(child)
        return child

    yield started
    for child in children:
        if child.poll() is None:
            child.kill()
        child.communicate()
    cluster = cluster_of(data_dir)
    if (postmaster := cluster.postmaster()) is not None:
        postmaster.kill()
