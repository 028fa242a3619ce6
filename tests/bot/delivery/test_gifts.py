"""The recipient of a family's voucher and the members who paid get notices with buttons."""

from __future__ import annotations

from datetime import UTC, datetime

import samples
from core import families
from tests.bot.delivery.conftest import PEOPLE, SenderStage

AT = datetime(2026, 3, 1, 4, tzinfo=UTC)


async def test_family_gets_parts_and_recipient_gets_the_voucher(stage: SenderStage) -> None:
    mei, sam, an = people = await stage.people(3, language="en")
    program = stage.program
    added = await samples.merchant(program, name="<茶馆>", at=AT)
    shop = added.merchant.id
    await samples.family(program, [person.id for person in people], name="Lins", at=AT)
    for person in (mei, sam):
        await samples.purchase(
            program, merchant_id=shop, member_id=person.id, amount_fen=100_00, at=AT
        )
        await families.contribute(program, member_id=person.id, points=100, key="K", at=AT)
    reward = await samples.reward(program, merchant_id=shop, points=101, at=AT)
    bought = await samples.redemption(
        program,
        member_id=mei.id,
        reward_id=reward.id,
        source="purse",
        recipient_id=an.id,
        notified=True,
        at=AT,
    )
    parts = {part.member_id: part.points for part in bought.paid_by}
    numbers = [PEOPLE[people.index(person)].id for person in (sam, an)]
    async with stage.sending(clock=lambda: AT):
        paid, received = [
            await stage.client.next_message(number, where=lambda sent: "Basic" in sent["text"])
            for number in numbers
        ]
    assert f"for 101 points, {parts[sam.id]} of them yours" in paid["text"]
    assert f"{mei.name} has a voucher for you: Basic service · <茶馆>" in received["text"]
    assert bought.voucher.spoken in received["text"]
    [[way]] = received["reply_markup"]["inline_keyboard"]
    assert (way["text"], way["callback_data"]) == ("My vouchers", "open1:vouchers")
    [[way]] = paid["reply_markup"]["inline_keyboard"]
    assert way["callback_data"] == "open1:family"
