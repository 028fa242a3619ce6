"""No views: a view would let its reader pass over who owns the tables behind it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.house.constants import texts_of
from tests.house.rule import Fault, Rule, is_python, top_of
from tests.house.sql import tokens_of

CREATES = {"create", "replace", "recursive", "temp", "temporary", "materialized"}


def there_are_no_views(path: str, source: str) -> Iterator[Fault]:
    """No CREATE VIEW, in migrations either: which tables a statement reads stands in its text."""
    if not top_of(path):
        return
    if path.endswith(".sql"):
        texts: tuple[tuple[int, str], ...] = ((1, source),)
    else:
        texts = texts_of(source) if is_python(path) else ()
    for line, text in texts:
        words = [token.word for token in tokens_of(text)]
        for before, word in pairwise(words):
            if word == "view" and before in CREATES:
                yield line, f"{before.upper()} VIEW: name its tables where they are read"


RULES = (
    Rule(
        "there are no views",
        there_are_no_views,
        broken={
            "core/migrations/0020_sums.sql": "CREATE VIEW sums AS SELECT sum(points) FROM holding",
            "core/migrations/0020_sums.py": 'SQL = "create or replace view s as select 1 from lot"',
            "core/ledger/sums.sql": "CREATE MATERIALIZED VIEW sums AS SELECT 1 FROM holding",
        },
        kept={
            "core/migrations/0020_view.sql": "CREATE TABLE view (id bigint)",
            "core/families/answers.py": 'text = "create a view of the family"',
        },
    ),
)
