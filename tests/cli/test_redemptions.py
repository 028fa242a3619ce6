"""Taking vouchers from the command line: once, and who comes second reads when and where."""

from __future__ import annotations

from datetime import timedelta

import pytest

import samples
from core import redemptions
from core.redemptions import Voucher
from tests.cli.conftest import Jiafen, LentAccess


@pytest.fixture
async def voucher(lent: LentAccess) -> Voucher:
    """Wang Fang has bought a service at the garage."""
    at, program = lent.at, lent.program
    async with lent.inside():
        fang = await samples.member(program, telegram_id=7, at=at)
        garage = (await samples.merchant(program, name="顺达车行", at=at)).merchant
        await samples.purchase(
            program, merchant_id=garage.id, member_id=fang.id, amount_fen=100_00, at=at
        )
        bought = await samples.redemption_of_points(
            program, member_id=fang.id, merchant_id=garage.id, points=100, at=at
        )
    return bought.voucher


def verify(voucher: Voucher, *more: str) -> tuple[str, ...]:
    """The words to type."""
    return ("voucher", "verify", voucher.spoken, "--merchant", str(voucher.merchant_id), *more)


async def test_a_voucher_is_taken_once(jiafen: Jiafen, voucher: Voucher) -> None:
    taken = (await jiafen(*verify(voucher, "--request", "T-1", "--till", "till 2"))).facts
    assert taken["voucher"] == voucher.spoken
    assert (taken["points"], taken["till"]) == (100, "till 2")
    assert (await jiafen(*verify(voucher, "--request", "T-1", "--till", "till 2"))).facts == taken
    second = (await jiafen(*verify(voucher))).refusal
    assert "used" in second
    assert "10 Jan 2025" in second
    assert "till 2" in second


async def test_a_code_may_be_typed_in_any_way(jiafen: Jiafen, voucher: Voucher) -> None:
    typed = f" {voucher.code.lower()[:5]} {voucher.code.lower()[5:]} "
    arguments = ("voucher", "verify", typed, "--merchant", str(voucher.merchant_id))
    assert (await jiafen(*arguments)).facts["voucher"] == voucher.spoken


async def test_a_voucher_that_cannot_be_taken_is_refused_with_its_reason(
    jiafen: Jiafen, lent: LentAccess, voucher: Voucher
) -> None:
    async with lent.inside():
        other = (await samples.merchant(lent.program, name="茶馆", at=lent.at)).merchant
    elsewhere = ("voucher", "verify", voucher.code, "--merchant", str(other.id))
    assert "no such voucher" in (await jiafen(*elsewhere)).refusal
    unknown = (
        "voucher",
        "verify",
        redemptions.answers.code_of(0xFEDCBA987654321),
        *verify(voucher)[3:],
    )
    assert "no such voucher" in (await jiafen(*unknown)).refusal
    lent.at += timedelta(days=31)
    assert "9 Feb 2025" in (await jiafen(*verify(voucher))).refusal


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--request", "a b"), "'a b' must be 1 to 64 of"),
        (("--request", "x" * 65), "must be 1 to 64 of"),
        (("--till", "x" * 65), "must be one line of at most 64 characters"),
        (("--till", "a\nb"), "must be one line of at most 64 characters"),
    ],
)
async def test_an_invalid_name_is_refused_and_takes_nothing(
    jiafen: Jiafen, voucher: Voucher, more: tuple[str, ...], words: str
) -> None:
    refusal = (await jiafen(*verify(voucher, *more))).refusal
    assert words in refusal
    assert (await jiafen(*verify(voucher, "--request", "T-1"))).code == 0
