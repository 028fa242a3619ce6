"""Reads a CSV file row by row, with line numbers and a progress bar."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from cli.access import CliError

if TYPE_CHECKING:
    from _csv import Reader


@dataclass(frozen=True)
class Row:
    """A row: the number of its last line, and its cells or the fault in it."""

    number: int
    cells: dict[str, str]
    fault: str = ""

    def optional(self, column: str) -> str:
        """The cell of this column; empty where there is none."""
        return self.cells.get(column, "")

    def required(self, column: str) -> str:
        """The cell of this column; ValueError where there is none."""
        if self.fault:
            raise ValueError(self.fault)
        if not (cell := self.optional(column)):
            raise ValueError(f"{column} is missing")
        return cell


@dataclass(frozen=True)
class CsvFile:
    """An open file: its rows, and a way to report a line without breaking the progress bar."""

    rows: Iterator[Row]
    report: Callable[[str], None]


@contextmanager
def opened_csv(
    path: Path, *, encoding: str, required: Collection[str], optional: Collection[str]
) -> Iterator[CsvFile]:
    """Open this file; CliError if we cannot read its encoding or its header."""
    _check_encoding(encoding)
    console = Console(stderr=True)
    with (
        Progress(console=console, disable=not console.is_terminal) as progress,
        progress.open(path, "rb", description=path.name) as raw,
        io.TextIOWrapper(raw, encoding=encoding, newline="") as text,
    ):

        def report(line: str) -> None:
            console.print(line, markup=False, highlight=False, soft_wrap=True)

        try:
            reader = csv.reader(text, strict=True)
            header = _header(reader, required=required, optional=optional)
            yield CsvFile(_rows(reader, header), report)
        except UnicodeDecodeError:
            raise CliError(f"{path} is not in {encoding}; --encoding names another") from None


def _check_encoding(encoding: str) -> None:
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise CliError(f"{encoding} is not an encoding; try utf-8 or gb18030") from None


def _header(reader: Reader, *, required: Collection[str], optional: Collection[str]) -> list[str]:
    try:
        header = [name.strip().lower() for name in next(reader, [])]
    except csv.Error as error:
        raise CliError(f"line 1: {error}") from None
    if lacking := [name for name in required if name not in header]:
        raise CliError(f"line 1 must name the columns; it lacks {', '.join(lacking)}")
    if unknown := [name for name in header if name not in {*required, *optional}]:
        raise CliError(f"line 1 names columns that we do not know: {', '.join(unknown)}")
    if len(set(header)) < len(header):
        raise CliError("line 1 names a column twice")
    return header


def _rows(reader: Reader, header: list[str]) -> Iterator[Row]:
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(reader.line_num, {}, fault=str(error))
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        fault = "" if len(cells) == len(header) else f"{len(cells)} cells, not {len(header)}"
        if any("\0" in cell for cell in cells):
            fault = "a character with the code 0"
        named = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        yield Row(reader.line_num, named, fault)
