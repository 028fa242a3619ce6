"""A voucher taken on the command line: once, with when and where for whoever comes second."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from core import members, purchases
from tests.cli.conftest import Answer, Jiafen, Lent
from tests.core import spending

NEW = ("merchant", "add", "茶馆", "--licence", "L", "--budget", "1000")


class Counter:
    """A merchant's counter, and a voucher that somebody shows there."""

    def __init__(self, jiafen: Jiafen, merchant: str, code: str) -> None:
        self._jiafen, self.merchant, self.code = jiafen, merchant, code

    async def verify(self, *more: str, code: str = "", merchant: str = "") -> Answer:
        there = ("--merchant", merchant or self.merchant)
        return await self._jiafen("voucher", "verify", code or self.code, *there, *more)


@pytest.fixture
async def counter(jiafen: Jiafen, lent: Lent) -> Counter:
    merchant = (await jiafen(*NEW)).facts["merchant"]
    async with lent.inside():
        registered = await members.register(
            lent.program, telegram_id=1, name="王芳", language="en", at=lent.at
        )
        member_id = registered.member.id
        await purchases.record(
            lent.program,
            merchant_id=UUID(merchant),
            receipt="R-1",
            member=members.ById(member_id),
            amount_fen=100_00,
            occurred_at=lent.at,
            at=lent.at,
        )
        bought = await spending.spend(
            lent.program, member_id=member_id, merchant_id=UUID(merchant), points=80, at=lent.at
        )
    return Counter(jiafen, merchant, bought.voucher.spoken)


async def test_a_voucher_is_taken_once_and_the_second_learns_when_and_where(
    counter: Counter, lent: Lent
) -> None:
    taken = (await counter.verify("--request", "T-1", "--till", "till 3")).facts
    assert taken["voucher"] == counter.code
    assert (taken["points"], taken["till"]) == (80, "till 3")
    assert taken["title"] == {"zh-Hans": "基础保养", "en": "Basic service"}
    assert datetime.fromisoformat(taken["verified_at"]) == lent.at
    lent.at += timedelta(days=1)
    words = "This voucher was used on 10 Jan 2025, 12:00 (till 3)."
    assert (await counter.verify("--request", "T-2")).refusal == words
    assert (await counter.verify()).refusal == words
    assert (await counter.verify("--request", "T-1", "--till", "till 9")).facts == taken


async def test_when_it_was_used_is_told_in_the_programmes_own_zone(
    counter: Counter, lent: Lent
) -> None:
    lent.program = lent.program.model_copy(update={"zone": "Europe/London"})
    await counter.verify("--request", "T-1")
    assert (await counter.verify()).refusal == "This voucher was used on 10 Jan 2025, 04:00."


async def test_a_code_may_be_typed_in_any_way(counter: Counter) -> None:
    typed = counter.code.lower().replace("-", " ")
    assert (await counter.verify(code=typed)).facts["voucher"] == counter.code


async def test_another_merchants_voucher_is_not_taken(counter: Counter, jiafen: Jiafen) -> None:
    other = (await jiafen(*NEW)).facts["merchant"]
    refusal = (await counter.verify(merchant=other)).refusal
    assert refusal == "There is no such voucher, or it belongs to another shop."
    assert (await counter.verify()).code == 0


@pytest.mark.parametrize("code", ["0000-0000-0000", "UUUU", "x" * 99, "会员"])
async def test_a_code_of_no_voucher_is_refused(counter: Counter, code: str) -> None:
    assert "no such voucher" in (await counter.verify(code=code)).refusal


async def test_a_voucher_that_has_ended_is_refused_with_its_last_day(
    counter: Counter, lent: Lent
) -> None:
    lent.at += timedelta(days=31)
    assert (await counter.verify()).refusal == "This voucher ended on 9 Feb 2025."


async def test_an_unknown_merchant_is_named(counter: Counter) -> None:
    nobody = str(uuid4())
    refusal = (await counter.verify(merchant=nobody)).refusal
    assert refusal == f"There is no merchant with the id {nobody}. Please check it."


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--request", "a b"), "--request: 'a b' must be 1 to 64 of"),
        (("--request", "x" * 65), "--request: "),
        (("--till", "x" * 65), "--till: must be one line of at most 64 characters"),
        (("--till", "a\nb"), "--till: must be one line of at most 64 characters"),
    ],
)
async def test_a_name_that_cannot_be_kept_is_refused(
    counter: Counter, more: tuple[str, ...], words: str
) -> None:
    assert (await counter.verify(*more)).refusal.startswith(words)
    assert (await counter.verify()).code == 0
