"""Events: drafted by their merchant, published with a full disclosure, live by the clock alone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from core import catalog, compliance, db, merchants
from core.errors import LoyaltyError
from core.program import Program
from samples.texts import DISCLOSURE

AMerchant = Callable[..., Awaitable[merchants.Added]]
Draft = Callable[..., Awaitable[catalog.Event]]
DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


@pytest.fixture
def draft(draft_event: Draft) -> Draft:
    return draft_event


async def publish(
    program: Program, event: catalog.Event, at: datetime, merchant_id: UUID | None = None
) -> catalog.Event:
    return await catalog.publish_event(
        program, merchant_id=merchant_id or event.merchant_id, event_id=event.id, at=at
    )


async def gives(merchant_id: UUID, earliest: datetime, latest: datetime) -> list[UUID]:
    async with db.transaction():
        multipliers = await catalog.locked.multipliers(
            [merchant_id], earliest=earliest, latest=latest
        )
    return [multiplier.event_id for multiplier in multipliers]


async def test_a_draft_is_kept_as_it_was_given(
    draft: Draft, merchant_id: UUID, at: datetime
) -> None:
    event = await draft(multiplier=Decimal("1.125"), categories=["tea", " tea", "fruit "])
    assert event == await catalog.event(event.id, at, merchant_id=merchant_id)
    assert (event.state, event.multiplier) == ("draft", Decimal("1.125"))
    assert event.categories == ("tea", "fruit")
    assert event.merchant_name == "好邻居超市"


async def test_a_draft_gives_nothing_and_is_seen_by_nobody_else(
    draft: Draft, merchant_id: UUID, at: datetime
) -> None:
    event = await draft()
    assert await gives(merchant_id, at, at) == []
    assert await catalog.events(at=at, states=catalog.STATES) == []
    with pytest.raises(catalog.UnknownEvent):
        await catalog.event(event.id, at)


async def test_a_published_event_is_live_from_its_first_moment_until_before_its_end(
    draft: Draft, merchant_id: UUID, program: Program, at: datetime
) -> None:
    event = await publish(program, await draft(), at - DAY)
    assert event.state == "published"
    moments = {at - TICK: "published", at: "live", at + DAY - TICK: "live", at + DAY: "ended"}
    for moment, state in moments.items():
        assert (await catalog.event(event.id, moment)).state == state
        assert await gives(merchant_id, moment, moment) == ([event.id] if state == "live" else [])
        [listed] = await catalog.events(at=moment, states=catalog.STATES)
        assert listed.state == state
    assert await gives(merchant_id, at - DAY, at + 2 * DAY) == [event.id]
    assert await catalog.events(at=at + DAY) == []


async def test_an_event_without_extra_points_gives_no_multiplier(
    draft: Draft, merchant_id: UUID, program: Program, at: datetime
) -> None:
    event = await publish(program, await draft(multiplier=None), at)
    assert event.multiplier == 1
    assert await gives(merchant_id, at, at) == []


async def test_multipliers_come_in_the_order_of_the_tie(
    draft: Draft, merchant_id: UUID, program: Program, at: datetime
) -> None:
    events = [await draft(starts_at=at - offset * DAY) for offset in (0, 2, 2, 1)]
    for event in events:
        await publish(program, event, at)
    tie = sorted(events, key=lambda event: (event.starts_at, event.id))
    assert await gives(merchant_id, at, at) == [event.id for event in tie]


async def test_a_multiplier_covers_its_categories_or_all(
    draft: Draft, merchant_id: UUID, program: Program, at: datetime
) -> None:
    await publish(program, await draft(categories=["tea"]), at)
    await publish(program, await draft(starts_at=at + TICK), at)
    async with db.transaction():
        tea, everything = await catalog.locked.multipliers(
            [merchant_id], earliest=at, latest=at + DAY
        )
    assert (tea.categories, everything.categories) == (frozenset({"tea"}), frozenset())
    assert (everything.live(at), everything.live(at + TICK)) == (False, True)


async def test_publishing_again_answers_the_same(
    draft: Draft, program: Program, at: datetime
) -> None:
    event = await draft()
    done = await asyncio.gather(*(publish(program, event, at) for _ in range(5)))
    assert all(event == done[0] for event in done)
    assert done[0].published_at == at
    assert (await publish(program, event, at + TICK)).published_at == at
    names = [act.name for act in await compliance.acts(subject=f"event:{event.id}")]
    assert names == ["event-published", "event-drafted"]


async def test_a_refused_publication_names_each_missing_part_and_language(
    draft: Draft, program: Program, at: datetime
) -> None:
    disclosure: dict[str, dict[str, str]] = {
        part: dict(texts) for part, texts in DISCLOSURE.items()
    }
    del disclosure["threshold"]
    del disclosure["validity"]["en"]
    disclosure["complaints"]["zh-Hans"] = " \n "
    event = await draft(disclosure=disclosure, title={"zh-Hans": "春节"})
    with pytest.raises(catalog.DisclosureIncomplete) as refusal:
        await publish(program, event, at)
    assert refusal.value.facts == {
        "missing": ["title.en", "threshold", "validity.en", "complaints.zh-Hans"]
    }
    assert (await catalog.event(event.id, at, merchant_id=event.merchant_id)).state == "draft"


async def test_an_empty_draft_may_be_kept_and_lacks_everything(
    draft: Draft, program: Program, at: datetime
) -> None:
    event = await draft(disclosure={}, title={})
    with pytest.raises(catalog.DisclosureIncomplete) as refusal:
        await publish(program, event, at)
    assert refusal.value.facts["missing"] == ["title.zh-Hans", "title.en", *catalog.DISCLOSURE]


async def test_the_database_publishes_nothing_undisclosed(draft: Draft, at: datetime) -> None:
    await draft(disclosure={})
    async with db.reading() as connection:
        with pytest.raises(asyncpg.CheckViolationError, match="event_published_with_disclosure"):
            await connection.execute("UPDATE event SET published_at = made_at")


async def test_a_published_event_cannot_be_changed(
    draft: Draft, program: Program, at: datetime
) -> None:
    await publish(program, await draft(), at)

    @db.command
    async def raise_it() -> None:
        await db.connection().execute("UPDATE event SET multiplier = 3")

    with pytest.raises(catalog.EventPublished):
        await raise_it()


async def test_an_event_that_has_ended_is_not_published(
    draft: Draft, program: Program, at: datetime
) -> None:
    event = await draft()
    with pytest.raises(catalog.EventOver):
        await publish(program, event, at + DAY)


async def test_the_event_of_another_merchant_is_unknown(
    draft: Draft, a_merchant: AMerchant, program: Program, at: datetime
) -> None:
    event, other = await draft(), (await a_merchant(name="茶舍")).merchant
    for event_id, merchant_id in ((event.id, other.id), (uuid4(), event.merchant_id)):
        with pytest.raises(catalog.UnknownEvent):
            await catalog.publish_event(program, merchant_id=merchant_id, event_id=event_id, at=at)
        with pytest.raises(catalog.UnknownEvent):
            await catalog.event(event_id, at, merchant_id=merchant_id)
    assert await catalog.events(merchant_id=other.id, at=at, states=catalog.STATES) == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"merchant_id": UUID(int=0)}, merchants.UnknownMerchant),
        ({"theme": ""}, catalog.WrongTheme),
        ({"theme": "Spring Festival"}, catalog.WrongTheme),
        ({"theme": "a" * 33}, catalog.WrongTheme),
        ({"theme": "tea\n"}, catalog.WrongTheme),
        ({"title": {"fr": "Printemps"}}, catalog.WrongText),
        ({"title": {"en": "x" * 81}}, catalog.WrongText),
        ({"title": {"en": "a\0b"}}, catalog.WrongText),
        ({"disclosure": {"fine_print": {"en": "x"}}}, catalog.WrongPart),
        ({"disclosure": {"limits": {"en": "x" * 1001}}}, catalog.WrongText),
        ({"multiplier": Decimal(1)}, catalog.WrongMultiplier),
        ({"multiplier": Decimal("100.001")}, catalog.WrongMultiplier),
        ({"multiplier": Decimal("1.0001")}, catalog.WrongMultiplier),
        ({"multiplier": Decimal("NaN")}, catalog.WrongMultiplier),
        ({"multiplier": Decimal("Infinity")}, catalog.WrongMultiplier),
        ({"multiplier": Decimal(-2)}, catalog.WrongMultiplier),
        ({"categories": ["tea", " "]}, catalog.WrongCategories),
        ({"categories": ["x" * 65]}, catalog.WrongCategories),
        ({"categories": [str(n) for n in range(51)]}, catalog.WrongCategories),
        ({"categories": ["a\0b"]}, catalog.WrongCategories),
    ],
)
async def test_a_wrong_draft_is_refused_with_its_reason(
    draft: Draft, at: datetime, wrong: dict[str, Any], error: type[LoyaltyError]
) -> None:
    with pytest.raises(error):
        await draft(**wrong)
    assert await compliance.acts() == [
        act for act in await compliance.acts() if act.name == "merchant-added"
    ]


@pytest.mark.parametrize("length", [timedelta(0), -TICK])
async def test_an_event_has_a_length(draft: Draft, at: datetime, length: timedelta) -> None:
    with pytest.raises(catalog.WrongWindow):
        await draft(ends_at=at + length)


@pytest.mark.parametrize("multiplier", ["1.001", "2", "2.50", "100"])
async def test_a_multiplier_may_have_three_decimals(draft: Draft, multiplier: str) -> None:
    assert (await draft(multiplier=Decimal(multiplier))).multiplier == Decimal(multiplier)
