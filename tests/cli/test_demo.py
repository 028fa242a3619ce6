"""The demo world: made once, through public commands only, and alive at any time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cli.demo import NEWCOMER, PEOPLE, load
from cli.demo.people import MOTHER, SHOPKEEPER
from cli.demo.shops import SHOPS, TEA_SHOP, disclosure
from core import catalog, families, ledger, members, merchants, notifications
from core.catalog import DISCLOSURE
from core.program import Expiry, Program, Reminders, Value
from tests.cli.conftest import Jiafen, LentAccess

NOW = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)  # the first of April in Shanghai


async def test_the_demo_has_shops_people_and_points_that_end_soon(
    database: str, program: Program
) -> None:
    loaded = await load(program, at=NOW)
    assert list(loaded.api_keys) == [shop.name for shop in SHOPS]
    assert {shop.licence for shop in SHOPS} == {
        merchant.licence for merchant in await merchants.all()
    }
    today = ledger.today(program, NOW)
    for person in PEOPLE:
        member = await members.by_telegram(person.telegram_id)
        assert member is not None
        assert member.name == person.name
        balance = await ledger.balance(member.id, today=today)
        assert balance.points > 0
        assert 0 <= (balance.expiring[0].expires_on - today).days < 8
    assert await members.by_telegram(NEWCOMER.telegram_id) is None
    assert loaded.refunds == 3
    assert await ledger.proof() == []


async def test_a_second_load_changes_nothing_and_returns_no_key(
    database: str, program: Program
) -> None:
    first = await load(program, at=NOW)
    balances = await _balances(program, at=NOW)
    again = await load(program, at=NOW + timedelta(hours=5))
    assert (again.members, again.merchants, again.purchases, again.refunds) == (0, 0, 0, 0)
    assert again.api_keys == {}
    assert again.event == first.event
    assert await _balances(program, at=NOW) == balances


async def test_only_the_last_receipt_is_still_to_be_sent(database: str, program: Program) -> None:
    await load(program, at=NOW)
    counts = await notifications.counts()
    assert counts["due"] == 1
    assert counts["muted"] > 20
    member = await members.by_telegram(MOTHER.telegram_id)
    assert member is not None
    consents = await members.consents(member_id=member.id)
    assert all(consent.given for consent in consents if consent.purpose == "service")


async def test_a_season_is_always_live_with_its_rules_in_both_languages(
    database: str, program: Program
) -> None:
    first = await load(program, at=NOW)
    much_later = NOW + timedelta(days=60)
    second = await load(program, at=much_later)
    assert second.event != first.event
    for event_id, at in ((first.event, NOW), (second.event, much_later)):
        event = await catalog.event(event_id, at=at)
        assert event.state == "live"
        assert event.multiplier == 2
        assert set(event.disclosure) == set(DISCLOSURE)
    member = await members.by_telegram(MOTHER.telegram_id)
    assert member is not None
    newest = (await ledger.history(member.id, limit=1))[0]
    assert {part.component for part in newest.components} == {"base", "event"}


async def test_the_shopkeeper_owns_the_tea_shop(database: str, program: Program) -> None:
    await load(program, at=NOW)
    await load(program, at=NOW)
    member = await members.by_telegram(SHOPKEEPER.telegram_id)
    assert member is not None
    roles = [(staff.merchant_name, staff.role) for staff in await merchants.staff_of(member.id)]
    assert roles == [(TEA_SHOP.name, "owner")]


@pytest.mark.parametrize(
    "expiry",
    [
        Expiry(policy="rolling", months=1),
        Expiry(policy="month_end", months=12),
        Expiry(policy="year_end", years=0),
        Expiry(policy="year_end", years=1),
    ],
)
async def test_the_demo_loads_under_every_rulebook(database: str, expiry: Expiry) -> None:
    program = Program(
        expiry=expiry,
        reminders=Reminders(days=(14, 3)),
        value=Value(cap_percent=5, cost_per_point_fen=20),
    )
    loaded = await load(program, at=NOW)
    assert loaded.purchases == 23
    assert await ledger.proof() == []
    rules = disclosure(program)
    assert "14、3" in rules["validity"]["zh-Hans"]
    assert "5%" in rules["limits"]["en"]


async def test_the_command_prints_what_it_made(jiafen: Jiafen, lent: LentAccess) -> None:
    facts = (await jiafen("demo")).facts
    assert facts["merchants"] == len(facts["api_keys"]) == 4
    again = (await jiafen("demo")).facts
    assert again["api_keys"] == {}
    assert again["shops"] == facts["shops"]
    assert facts["shops"].keys() == facts["api_keys"].keys()


async def _balances(program: Program, *, at: datetime) -> dict[str, int]:
    balances = {}
    for person in PEOPLE:
        member = await members.by_telegram(person.telegram_id)
        assert member is not None
        today = ledger.today(program, at)
        balances[person.name] = (await ledger.balance(member.id, today=today)).points
    return balances


async def test_demo_family_of_three_pools_half_of_each_balance(
    database: str, program: Program
) -> None:
    await load(program, at=NOW)
    mother = await members.by_telegram(MOTHER.telegram_id)
    assert mother is not None
    today = ledger.today(program, NOW)
    family = await families.family_of(mother.id, today=today)
    assert family is not None
    assert [seat.role for seat in family.seats] == ["head", "adult", "adult"]
    assert all(seat.share > 0 for seat in family.seats)
    assert family.purse == sum(seat.share for seat in family.seats)
