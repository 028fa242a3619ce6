"""Nobody moves, spends or takes another's points in the chat, whatever button they forge."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

import samples
from core import catalog, families, ledger, members, merchants, redemptions
from core.program import Program
from tests.bot.running_bot import RunningBot, labels, words
from tests.playground_client import Json

ASale = Callable[..., Awaitable[Any]]
MEI, SAM, BO = 1001, 1002, 1003


@dataclass
class PooledFamily:
    """Mei and Sam have pooled 300 and 100 points; Bo is a stranger."""

    chat: RunningBot
    program: Program
    people: dict[int, members.Member]
    reward: catalog.Reward

    async def holdings(self) -> dict[int, tuple[int, int]]:
        today = ledger.today(self.program, self.chat.clock())
        held = {
            who: await ledger.balance(member.id, today=today) for who, member in self.people.items()
        }
        return {who: (balance.personal, balance.share) for who, balance in held.items()}

    async def quote(self, who: int, **options: Any) -> UUID:
        quoted = await redemptions.quote(
            self.program,
            member_id=self.people[who].id,
            reward_id=self.reward.id,
            at=self.chat.clock(),
            **options,
        )
        return quoted.id

    async def forge(self, who: int, data: str) -> str:
        """The answer to a button that the bot never sent to this person."""
        shown = await self.chat.ask(who, "/help")
        pressed = await self.chat.client.press(who, shown["message_id"], data=data)
        answer = await self.chat.client.answer_to(pressed)
        if answer.get("text"):
            return str(answer["text"])

        def changed(now: Json) -> bool:
            return words(now) != words(shown)

        edited = await self.chat.client.edited(who, shown["message_id"], where=changed)
        return words(edited)


@pytest.fixture
async def family(
    chat: RunningBot,
    program: Program,
    a_sale: ASale,
    a_merchant: Callable[..., Awaitable[merchants.Added]],
) -> PooledFamily:
    people, at = {}, chat.clock()
    for person in (MEI, SAM, BO):
        await chat.ask(person, "/start")
        await chat.ask(person, "/language")
        member = await members.by_telegram(person)
        assert member is not None
        people[person] = await members.set_language(
            program, member_id=member.id, language="en", at=at
        )
    await samples.family(program, [people[MEI].id, people[SAM].id], name="Lins", at=at)
    for person, yuan in ((MEI, 300), (SAM, 100)):
        await a_sale(person, yuan * 100)
        await families.contribute(
            program, member_id=people[person].id, points=yuan, key=uuid4().hex, at=at
        )
    shop = (await a_merchant(name="顺达车行", at=at)).merchant
    return PooledFamily(
        chat, program, people, await samples.reward(program, merchant_id=shop.id, points=50, at=at)
    )


@pytest.mark.parametrize(
    ("who", "data", "said"),
    [
        (SAM, "move1:take:300:forged", "200 more would be needed"),
        (SAM, "move1:put:1:forged", "You have 0 points there"),
        (BO, "move1:take:1:forged", "not in a family"),
        (SAM, "move1:take:-5:forged", "whole number above zero"),
        (SAM, "move1:steal:5:forged", "out of date"),
        (SAM, "auto1:33", "0, 25, 50, 75 or 100"),
        (SAM, "revoke1:00000000000000000000000000000000", "not valid"),
        (BO, "join1:nonsense:1", "not valid"),
        (BO, "family1:leave-now", "not in a family"),
    ],
)
async def test_a_forged_button_moves_nothing(
    family: PooledFamily, who: int, data: str, said: str
) -> None:
    before = await family.holdings()
    assert said in await family.forge(who, data)
    assert await family.holdings() == before


async def test_nobody_redeems_by_anothers_quote(family: PooledFamily) -> None:
    before = await family.holdings()
    quote = await family.quote(MEI, source="purse")
    for stranger in (SAM, BO):
        assert "no such quote" in await family.forge(stranger, f"redeem1:{quote}")
    assert await family.holdings() == before


async def test_a_stranger_asks_no_price_of_the_purse(family: PooledFamily) -> None:
    reward = family.reward.id
    assert "not in a family" in await family.forge(BO, f"quote1:{reward}:purse:")
    assert "yourself or for your family" in await family.forge(BO, f"quote1:{reward}:wallet:1")
    assert "yourself or for your family" in await family.forge(SAM, f"quote1:{reward}:purse:7")
    assert "wallet or from the family" in await family.forge(SAM, f"quote1:{reward}:bank:")


async def test_anothers_voucher_is_not_shown(family: PooledFamily) -> None:
    bought = await samples.redemption(
        family.program,
        member_id=family.people[SAM].id,
        reward_id=family.reward.id,
        source="purse",
        at=family.chat.clock(),
    )
    for other in (MEI, BO):
        assert "no such voucher" in await family.forge(other, f"voucher1:{bought.voucher.code}")


async def test_only_the_head_hands_the_family_over(family: PooledFamily) -> None:
    assert "Only the head" in await family.forge(SAM, f"head1:{family.people[SAM].id}")
    assert "nobody like that" in await family.forge(MEI, f"head1:{family.people[BO].id}")


async def test_leave_button_of_another_family_changes_nothing(family: PooledFamily) -> None:
    today = ledger.today(family.program, family.chat.clock())
    view = await families.family_of(family.people[MEI].id, today=today)
    assert view is not None
    since = int(view.seats[0].joined_at.timestamp())
    assert "not in a family" in await family.forge(BO, f"leave1:{view.id}:{since}")
    assert "out of date" in await family.forge(MEI, f"leave1:{uuid4()}:{since}")
    assert (await family.holdings())[MEI] == (0, 300)


async def test_former_family_member_cannot_spend_the_purse_by_a_button(
    family: PooledFamily,
) -> None:
    quote = await family.quote(SAM, source="purse")
    await families.leave(
        family.program, member_id=family.people[SAM].id, key="K", at=family.chat.clock()
    )
    assert "not in a family" in await family.forge(SAM, f"redeem1:{quote}")
    assert await family.holdings() == {MEI: (0, 300), SAM: (100, 0), BO: (0, 0)}


async def test_a_quote_of_ten_minutes_ago_spends_nothing(family: PooledFamily) -> None:
    quote = await family.quote(SAM, source="purse")
    await family.chat.clock.advance(timedelta(minutes=10))
    assert "No point was spent" in await family.forge(SAM, f"redeem1:{quote}")
    shown = (await family.chat.client.messages(SAM))[-1]
    assert "Rewards" in labels(shown)
    assert (await family.holdings())[SAM] == (0, 100)
