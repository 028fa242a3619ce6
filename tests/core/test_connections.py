"""Connections: the parts of a database address, and no connection before `open`."""

from __future__ import annotations

import pytest

from core import db, members


async def test_reading_before_opening_the_database_fails() -> None:
    with pytest.raises(RuntimeError, match="not open"):
        await members.by_telegram(1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgres://jia%40:f%2Fen@db.example:6543/points",
            {
                "host": "db.example",
                "port": 6543,
                "user": "jia@",
                "password": "f/en",
                "database": "points",
            },
        ),
        (
            "postgresql://postgres@/points?host=/run/postgres&port=7000",
            {"host": "/run/postgres", "port": 7000, "user": "postgres", "database": "points"},
        ),
        (
            "postgresql://db.example/points?sslmode=require",
            {
                "host": "db.example",
                "port": 5432,
                "user": "postgres",
                "database": "points",
                "ssl": "require",
            },
        ),
    ],
)
def test_an_address_names_user_host_and_database(url: str, expected: dict[str, object]) -> None:
    assert db.credentials(url) == expected
