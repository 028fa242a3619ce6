"""Who writes into a capability's tables: by SQL of their own, or by its coroutines that write."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath

from tests.house.constants import texts_of, values_of
from tests.house.reading import functions_of, names_of
from tests.house.rule import noun_of, top_of
from tests.house.sql import statement_of


def writers(noun: str, tables: AbstractSet[str], files: Mapping[str, str]) -> dict[str, set[str]]:
    """The capabilities and packages that write, each with how: a statement, or whom it calls."""
    writing = set(coroutines_that_write(noun, tables, files))
    how: dict[str, set[str]] = {}
    for path, source in files.items():
        if not top_of(path) or not path.endswith(".py") or path.startswith("core/migrations/"):
            continue
        who = noun_of(path) or PurePosixPath(path).parts[0]
        by_sql = {
            f"{verb} {table}"
            for _, text in texts_of(source)
            for verb, table in statement_of(text).writes
            if table in tables
        }
        by_call = {
            name.rpartition(".")[2]
            for _, name in names_of(source)
            if name.startswith(f"core.{noun}.") and name.rpartition(".")[2] in writing
        }
        if by_sql or (by_call and who != noun):
            how.setdefault(who, set()).update(by_sql, by_call)
    return how


def coroutines_that_write(
    noun: str, tables: AbstractSet[str], files: Mapping[str, str]
) -> Iterator[str]:
    """Public coroutines of a capability that execute a statement which writes one of the tables."""
    for path, source in files.items():
        if noun_of(path) != noun or not path.endswith(".py"):
            continue
        for function in functions_of(source):
            statements = [
                statement_of(text)
                for part in ast.walk(function)
                if isinstance(part, ast.Call)
                for argument in part.args[:1]
                for text in values_of(argument, source)
            ]
            if any(table in tables for sql in statements for _, table in sql.writes):
                yield function.name
