"""What people of the chat may be: long names, hostile texts, old buttons, second thoughts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

import samples
from core import catalog, families, ledger, members, merchants, redemptions
from core.program import Program
from tests.bot.conftest import House, labels, words
from tests.playground_client import Json

ASale = Callable[..., Awaitable[Any]]
AMerchant = Callable[..., Awaitable[merchants.Added]]
LONG_SAID = {part: dict.fromkeys(("zh-Hans", "en"), "&<b>" * 250) for part in catalog.DISCLOSURE}
LONG_TITLE = dict.fromkeys(("zh-Hans", "en"), "<i>&" * 20)


async def member_of(house: House, person: int) -> members.Member:
    if await members.by_telegram(person) is None:
        await house.ask(person, "/start")
    found = await members.by_telegram(person)
    assert found is not None
    return found


async def full_house(house: House, program: Program, head: members.Member) -> list[members.Member]:
    """A family of eight whose names are as long as Telegram lets them be."""
    at, people = house.clock(), [head]
    await families.found(program, member_id=head.id, name="<b>&{" * 6 + "{}", at=at)
    for number in range(7):
        registered = await members.register(
            program, telegram_id=5000 + number, name="<&家" * 42, language="en", at=at
        )
        link = await families.invite(program, member_id=head.id, at=at)
        other = registered.member
        await families.join(program, token=link.token, member_id=other.id, confirm=True, at=at)
        people.append(other)
    return people


async def test_a_full_family_of_long_names_buys_something_long(
    house: House, program: Program, a_sale: ASale, a_merchant: AMerchant
) -> None:
    head, at = await member_of(house, 1002), house.clock()
    people = await full_house(house, program, head)
    shop = (await a_merchant(name="<店&" * 20, at=at)).merchant
    for one in people:
        assert one.telegram_id
        await a_sale(one.telegram_id, 100_00)
        await families.contribute(program, member_id=one.id, points=100, key=uuid4().hex, at=at)
    await samples.reward(
        program,
        merchant_id=shop.id,
        points=800,
        at=at,
        title=LONG_TITLE,
        description=dict.fromkeys(("zh-Hans", "en"), "&<b>" * 250),
        disclosure=LONG_SAID,
    )
    shown = await house.ask(1002, "/family")
    assert words(shown).count("<&家" * 42) == 7
    assert "<b>&{<b>&{" in words(shown)
    card = await house.turned(1002, await house.ask(1002, "/rewards"), "1")
    rules = await house.turned(1002, card, "Key rules")
    for part in (
        "From how many points",
        "How points are earned",
        "Validity",
        "Limits and stock",
        "Delivery",
        "Complaints",
    ):
        assert f"{part}: &<b>&<b>" in words(rules)
    card = await house.turned(1002, rules, "‹ Back")
    quoted = await house.turned(1002, card, "From the family · 800")
    receipt = await house.followed(1002, quoted, "Redeem for 800")
    assert words(receipt).count("…") == 8  # seven names and how to use it
    assert words(receipt).count(" 100") == 8
    voucher = await house.followed(1002, await house.ask(1002, "/vouchers"), "1")
    assert "Voucher " in words(voucher)


async def test_events_that_do_not_fit_are_counted(
    house: House, program: Program, a_merchant: AMerchant
) -> None:
    await member_of(house, 1002)
    at = house.clock()
    shop = (await a_merchant(name="<店&" * 20, at=at)).merchant
    rewards = [
        await samples.reward(program, merchant_id=shop.id, points=100, at=at, title=LONG_TITLE)
        for _ in range(12)
    ]
    for _ in range(6):
        event = await catalog.draft_event(
            program,
            merchant_id=shop.id,
            theme="spring",
            title=LONG_TITLE,
            starts_at=at,
            ends_at=at + timedelta(days=9),
            multiplier=None,
            categories=[f"{number:02}" + "<&" * 31 for number in range(50)],
            prices={one.id: 50 for one in rewards},
            disclosure=LONG_SAID,
            at=at,
        )
        await catalog.publish_event(program, merchant_id=shop.id, event_id=event.id, at=at)
    shown = await house.ask(1002, "/events")
    assert words(shown).startswith("Events\n\n1. <i>&")
    assert words(shown).endswith("1 more event is in the app.")
    card = await house.turned(1002, shown, "1")
    assert words(card).endswith("…")


async def test_the_last_day_of_an_event_is_its_last(
    house: House, program: Program, a_merchant: AMerchant
) -> None:
    await member_of(house, 1002)
    at = house.clock()
    shop = (await a_merchant(at=at)).merchant
    midnight = at.astimezone(program.local).replace(hour=0) + timedelta(days=9)
    event = await catalog.draft_event(
        program,
        merchant_id=shop.id,
        theme="spring",
        title={"zh-Hans": "春", "en": "Spring"},
        starts_at=at,
        ends_at=midnight,
        multiplier=None,
        disclosure=samples.DISCLOSURE,
        at=at,
    )
    await catalog.publish_event(program, merchant_id=shop.id, event_id=event.id, at=at)
    assert "until 9 Mar 2026" in words(await house.ask(1002, "/events"))  # gone with the 10th


async def test_every_voucher_is_reached_page_by_page(
    house: House, program: Program, a_sale: ASale, a_merchant: AMerchant
) -> None:
    member, at = await member_of(house, 1002), house.clock()
    shop = (await a_merchant(at=at)).merchant
    await a_sale(1002, 100_00)
    reward = await samples.reward(program, merchant_id=shop.id, points=1, at=at)
    for _ in range(9):
        quoted = await redemptions.quote(program, member_id=member.id, reward_id=reward.id, at=at)
        await redemptions.redeem(program, quote_id=quoted.id, member_id=member.id, at=at)
    listed = await house.ask(1002, "/vouchers")
    assert labels(listed)[:9] == [*map(str, range(1, 9)), "More ›"]
    second = await house.turned(1002, listed, "More ›")
    assert labels(second)[:2] == ["9", "« Back"]
    voucher = await house.followed(1002, second, "9")
    assert voucher["photo"]


async def asked_to_leave(house: House) -> Json:
    return await house.turned(1002, await house.ask(1002, "/family"), "Leave")


async def test_leaving_pressed_twice_is_answered_twice_alike(
    house: House, program: Program, a_sale: ASale
) -> None:
    member = await member_of(house, 1002)
    await a_sale(1002, 100_00)
    await families.found(program, member_id=member.id, name="Lins", at=house.clock())
    await families.contribute(program, member_id=member.id, points=100, key="K", at=house.clock())
    asked = await asked_to_leave(house)
    first = await house.client.press(1002, asked["message_id"], label="Yes, leave")
    second = await house.client.press(1002, asked["message_id"], label="Yes, leave")
    for pressed in (first, second):
        await house.client.answer_to(pressed)
    now = await house.client.edited(1002, asked["message_id"])
    assert "100 points are back" in words(now)


async def test_yesterdays_button_leaves_no_other_family(house: House, program: Program) -> None:
    free = program.family.model_copy(update={"rejoin_days": 0})
    eager = program.model_copy(update={"family": free})
    member = await member_of(house, 1002)
    await families.found(eager, member_id=member.id, name="Lins", at=house.clock())
    asked = await asked_to_leave(house)
    await families.leave(eager, member_id=member.id, key="K", at=house.clock())
    await house.clock.advance(timedelta(days=1))
    await families.found(eager, member_id=member.id, name="Zhangs", at=house.clock())
    late = await house.turned(1002, asked, "Yes, leave")
    assert "out of date" in words(late)
    assert "Zhangs" in words(await house.ask(1002, "/family"))


async def test_a_command_turns_away_from_a_question(house: House, program: Program) -> None:
    member = await member_of(house, 1002)
    await house.turned(1002, await house.ask(1002, "/family"), "Found a family")
    await house.ask(1002, "/balance")
    assert "did not understand" in words(await house.ask(1002, "thanks"))
    today = ledger.today(program, house.clock())
    assert await families.family_of(member.id, today=today) is None


async def test_who_may_not_found_is_told_once(house: House, program: Program) -> None:
    member = await member_of(house, 1002)
    await families.found(program, member_id=member.id, name="Lins", at=house.clock())
    await families.leave(program, member_id=member.id, key="K", at=house.clock())
    await house.turned(1002, await house.ask(1002, "/family"), "Found a family")
    assert "there is a wait" in words(await house.ask(1002, "Lins"))
    assert "did not understand" in words(await house.ask(1002, "Lins"))


@pytest.mark.parametrize("own", [True, False])
async def test_a_link_says_at_once_that_one_sits_already(
    house: House, program: Program, *, own: bool
) -> None:
    host, at = await member_of(house, 1001), house.clock()
    await families.found(program, member_id=host.id, name="Lins", at=at)
    link = await families.invite(program, member_id=host.id, at=at)
    guest = await member_of(house, 1002)
    if own:
        await families.join(program, token=link.token, member_id=guest.id, confirm=True, at=at)
    else:
        await families.found(program, member_id=guest.id, name="Zhangs", at=at)
    shown = await house.ask(1002, f"/start join-{link.token}")
    assert "in a family already" in words(shown)
    home = await house.turned(1002, shown, "‹ Family")
    assert ("Lins" if own else "Zhangs") in words(home)


async def test_what_was_typed_and_then_pressed_is_two_wishes(
    house: House, program: Program, a_sale: ASale
) -> None:
    member = await member_of(house, 1002)
    await families.found(program, member_id=member.id, name="Lins", at=house.clock())
    await a_sale(1002, 100_00)
    asked = await house.turned(1002, await house.ask(1002, "/family"), "Put points in")
    await house.ask(1002, "60")
    late = await house.turned(1002, asked, "All 100")
    assert "You have 40 points there, and 60 more would be needed." in words(late)


@pytest.mark.parametrize("person", [1001, 1002])
async def test_nothing_anywhere_is_said_with_a_way_on(house: House, person: int) -> None:
    await member_of(house, person)
    for command in ("family", "events", "rewards", "vouchers", "reminders"):
        shown = await house.ask(person, f"/{command}")
        assert words(shown)
        assert labels(shown), command


async def test_one_point_is_one_point(
    house: House, program: Program, a_sale: ASale, a_merchant: AMerchant
) -> None:
    member, at = await member_of(house, 1002), house.clock()
    shop = (await a_merchant(at=at)).merchant
    await a_sale(1002, 2_00)
    await families.found(program, member_id=member.id, name="Lins", at=at)
    await families.contribute(program, member_id=member.id, points=1, key="K", at=at)
    await samples.reward(program, merchant_id=shop.id, points=1, at=at)
    assert "Lins has 1 point\n" in words(await house.ask(1002, "/family"))
    assert "1 point, within reach" in words(await house.ask(1002, "/rewards"))
    card = await house.turned(1002, await house.ask(1002, "/rewards"), "1")
    quoted = await house.turned(1002, card, "From my wallet · 1")
    assert "1 point from your wallet; 0 left" in words(quoted)
    receipt = await house.followed(1002, quoted, "Redeem for 1")
    assert "Paid 1 point\n" in words(receipt)
