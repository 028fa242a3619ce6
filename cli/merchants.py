"""`merchant`: who takes part, out of which budget, and who acts for them."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid4

import typer

from cli.access import Access, CliError, access_of
from cli.values import fen_option, merchant_option, name_option, print_json, rate_option, yuan
from core import merchants

app = typer.Typer(help="Merchants: add them, raise their budget, invite their staff.")


ROLES = ("owner", "manager", "cashier")
"""What staff may be at a merchant."""


MerchantId = Annotated[
    UUID,
    typer.Argument(parser=merchant_option, metavar="ID", help="as `merchant add` printed it"),
]


def _role(text: str) -> str:
    if text not in ROLES:
        raise typer.BadParameter(f"{text!r} is not a role; there are {', '.join(ROLES)}")
    return text


@app.command()
def add(
    context: typer.Context,
    name: str,
    licence: Annotated[str, typer.Option(help="number of the business licence")],
    budget: Annotated[int, typer.Option(parser=fen_option, metavar="YUAN", help="marketing money")],
    rate: Annotated[
        Decimal, typer.Option(parser=rate_option, metavar="RATE", help="points per yuan")
    ] = Decimal(1),
) -> None:
    """Add a merchant; prints its id and its API key, which is shown only this once."""
    added = asyncio.run(
        _add(access_of(context), name=name, licence=licence, budget_fen=budget, rate=rate)
    )
    print_json(merchant=added.merchant.id, api_key=added.api_key)


async def _add(
    access: Access, *, name: str, licence: str, budget_fen: int, rate: Decimal
) -> merchants.Added:
    async with access.opened() as opened:
        return await merchants.add(
            opened.program,
            name=name,
            licence=licence,
            budget_fen=budget_fen,
            rate=rate,
            at=opened.now(),
        )


@app.command()
def budget(
    context: typer.Context,
    merchant: MerchantId,
    add: Annotated[int, typer.Option(parser=fen_option, metavar="YUAN", help="how much more")],
    key: Annotated[
        str | None,
        typer.Option(
            parser=name_option, metavar="KEY", help="repeated with the same key it counts once"
        ),
    ] = None,
) -> None:
    """Raise a merchant's marketing budget; prints what it is now, in yuan."""
    state = asyncio.run(
        _add_budget(access_of(context), merchant_id=merchant, fen=add, key=key or str(uuid4()))
    )
    amounts = {name.removesuffix("_fen"): yuan(fen) for name, fen in asdict(state).items()}
    print_json(merchant=merchant, **amounts)


async def _add_budget(
    access: Access, *, merchant_id: UUID, fen: int, key: str
) -> merchants.BudgetState:
    async with access.opened() as opened:
        await check(merchant_id)
        topped_up = await merchants.add_budget(
            opened.program, merchant_id=merchant_id, fen=fen, key=key, at=opened.now()
        )
        return topped_up.budget


@app.command()
def invite(
    context: typer.Context,
    merchant: MerchantId,
    role: Annotated[
        str, typer.Option(parser=_role, metavar="|".join(ROLES), help="what they will be")
    ],
) -> None:
    """Invite one person to act for a merchant; prints a link that works once."""
    link = asyncio.run(invitation(access_of(context), merchant_id=merchant, role=role))
    print_json(merchant=merchant, role=role, link=link)


async def invitation(access: Access, *, merchant_id: UUID | None, role: str) -> str:
    """A link that makes the person who opens it staff; merchant_id None: of the programme."""
    async with access.opened() as opened:
        if merchant_id:
            await check(merchant_id)
        username = await opened.bot_username()  # first: without it there can be no link
        token = await merchants.invite_staff(
            opened.program, merchant_id=merchant_id, role=role, at=opened.now()
        )
        return f"https://t.me/{username}?start={token}"


async def check(merchant_id: UUID) -> None:
    """Say which merchant there is not; the refusal itself names none."""
    try:
        await merchants.by_id(merchant_id)
    except merchants.UnknownMerchant:
        raise CliError(
            f"there is no merchant {merchant_id}; copy the id as `jiafen merchant add` printed it"
        ) from None
