"""`import purchases`: records sales from a file, in batches; a bad line does not stop good ones."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from cli.access import Access, OpenProgram, access_of
from cli.csv_file import Row, opened_csv
from cli.merchants import check
from cli.values import fen, merchant_option, moment, print_json
from core import members, purchases
from core.errors import LoyaltyError

BATCH = 500
REQUIRED = ("receipt", "member", "amount", "occurred_at")
OPTIONAL = ("channel", "sku", "name", "category", "green")
RECEIPT = re.compile(purchases.RECEIPT_FORM)
WORDS_MAX = {
    "sku": purchases.SKU_MAX,
    "name": purchases.ITEM_NAME_MAX,
    "category": purchases.CATEGORY_MAX,
}
GREEN = {"": False, "0": False, "no": False, "false": False, "1": True, "yes": True, "true": True}

app = typer.Typer(help="Import from files.")


@app.callback()
def imports() -> None:
    """Import from files."""


@app.command("purchases")
def import_purchases(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    merchant: Annotated[
        UUID, typer.Option(parser=merchant_option, metavar="ID", help="whose sales these are")
    ],
    encoding: Annotated[str, typer.Option(help="Chinese Excel may need gb18030")] = "utf-8-sig",
) -> None:
    """Record the purchases in a CSV file; running it again changes nothing.

    Columns, in any order: receipt, member (number or id), amount (yuan), occurred_at (ISO 8601;
    without an offset, local time), and where wanted channel, sku, name, category, green (1 or 0).
    """
    counted = asyncio.run(
        _import(access_of(context), file=file, merchant_id=merchant, encoding=encoding)
    )
    print_json(**{name: counted[name] for name in ("recorded", "repeated", "bad")})
    if counted["bad"]:
        raise typer.Exit(1)  # each bad line has been reported


async def _import(access: Access, *, file: Path, merchant_id: UUID, encoding: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    async with access.opened() as opened:
        await check(merchant_id)
        with opened_csv(file, encoding=encoding, required=REQUIRED, optional=OPTIONAL) as csv_file:
            while rows := list(islice(csv_file.rows, BATCH)):
                for row, answer in await _record(opened, rows, merchant_id=merchant_id):
                    counted[_outcome(answer)] += 1
                    if isinstance(answer, str):
                        csv_file.report(f"line {row.number}: {answer}")
    return counted


async def _record(
    opened: OpenProgram, rows: Iterable[Row], *, merchant_id: UUID
) -> list[tuple[Row, purchases.Recorded | str]]:
    """The rows in their order, each with its recorded purchase or with its fault."""
    at = opened.now()
    read = [(row, _read(opened, row, merchant_id=merchant_id, at=at)) for row in rows]
    sales = [sale for _, sale in read if isinstance(sale, purchases.NewPurchase)]
    recorded = iter(await purchases.record_many(opened.program, purchases=sales) if sales else ())
    answers: list[tuple[Row, purchases.Recorded | str]] = []
    for row, sale in read:
        answer = sale if isinstance(sale, str) else next(recorded)
        answers.append((row, _words(opened, answer)))
    return answers


def _read(
    opened: OpenProgram, row: Row, *, merchant_id: UUID, at: datetime
) -> purchases.NewPurchase | str:
    """The purchase that a row describes, or the fault in the row."""
    try:
        receipt, amount_fen = _receipt(row), _amount_fen(row)
        return purchases.NewPurchase(
            merchant_id=merchant_id,
            receipt=receipt,
            member=members.parse_reference(row.required("member"), secret=opened.secret, at=at),
            amount_fen=amount_fen,
            channel=_channel(row),
            items=_items(row, amount_fen=amount_fen),
            occurred_at=moment(row.required("occurred_at"), zone=opened.program.local),
            at=at,
        )
    except ValueError as error:
        return str(error)
    except LoyaltyError as error:
        return opened.words(error)


def _receipt(row: Row) -> str:
    receipt = row.required("receipt")
    if not RECEIPT.fullmatch(receipt):
        raise ValueError(f"{receipt!r} is not a receipt: 1 to 64 of A-Z a-z 0-9 - _ . :")
    return receipt


def _amount_fen(row: Row) -> int:
    amount_fen = fen(row.required("amount"))
    if not amount_fen:
        raise ValueError("amount must be more than 0.00")
    return amount_fen


def _channel(row: Row) -> purchases.Channel:
    channel = row.optional("channel") or "file"
    for known in purchases.CHANNELS:
        if known == channel:
            return known
    raise ValueError(f"channel must be one of {', '.join(purchases.CHANNELS)}, not {channel!r}")


def _items(row: Row, *, amount_fen: int) -> tuple[purchases.Item, ...]:
    """One item of the whole amount, or none where the row has no column of an item."""
    green = row.optional("green").lower()
    if green not in GREEN:
        raise ValueError(f"green must be 1 or 0, not {green!r}")
    words = {name: row.optional(name) for name in WORDS_MAX}
    for name, most in WORDS_MAX.items():
        if len(words[name]) > most:
            raise ValueError(f"{name} has more than {most} characters")
    if not GREEN[green] and not any(words.values()):
        return ()
    return (purchases.Item(**words, amount_fen=amount_fen, green=GREEN[green], attributes={}),)


def _words(
    opened: OpenProgram, answer: purchases.Recorded | LoyaltyError | str
) -> purchases.Recorded | str:
    return opened.words(answer) if isinstance(answer, LoyaltyError) else answer


def _outcome(answer: purchases.Recorded | str) -> str:
    if isinstance(answer, str):
        return "bad"
    return "repeated" if answer.replayed else "recorded"
