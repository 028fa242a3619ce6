"""`voucher`: takes a voucher at a merchant's, as a till does over the API."""

from __future__ import annotations

import asyncio
from typing import Annotated
from uuid import UUID, uuid4

import typer

from cli.access import Access, CliError, access_of
from cli.merchants import check
from cli.values import label_option, merchant_option, name_option, print_json, yuan
from core import redemptions
from core.errors import LoyaltyError

app = typer.Typer(help="Vouchers: take them, once each.")


@app.callback()
def voucher() -> None:
    """Keeps `verify` a command of its own while it is the only one."""


@app.command()
def verify(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="as printed, or typed in any way")],
    merchant: Annotated[
        UUID, typer.Option(parser=merchant_option, metavar="ID", help="who serves it")
    ],
    request: Annotated[
        str | None,
        typer.Option(
            parser=name_option, metavar="NAME", help="the same again is answered the same"
        ),
    ] = None,
    till: Annotated[
        str, typer.Option(parser=label_option, metavar="NAME", help="where it is taken")
    ] = "",
) -> None:
    """Take a voucher; a second time is refused with when and where it was used."""
    taken = asyncio.run(_verify(access_of(context), code, merchant, request=request, till=till))
    print_json(
        voucher=redemptions.format_code(taken.code),
        reward=taken.reward_id,
        version=taken.version,
        title=taken.title,
        points=taken.points,
        cash=yuan(taken.cash_fen),
        verified_at=taken.verified_at,
        till=taken.till,
    )


async def _verify(
    access: Access, code: str, merchant_id: UUID, *, request: str | None, till: str
) -> redemptions.Verified:
    async with access.opened() as opened:
        await check(merchant_id)
        try:
            return await redemptions.verify(
                opened.program,
                code=code,
                merchant_id=merchant_id,
                request=request or uuid4().hex,
                till=till or None,
                at=opened.now(),
            )
        except LoyaltyError as error:
            raise CliError(f"{code}: {opened.words(error)}") from None
