"""First contact, settings, language, privacy."""

from __future__ import annotations

from core import members
from tests.bot.conftest import House, labels


async def test_start_makes_a_member_at_once(house: House) -> None:
    answer = await house.ask(1001, "/start")
    member = await members.by_telegram(1001)
    assert member is not None
    assert members.format_number(member.number) in answer["text"]
    assert "Mei Lin" in answer["text"]
    assert "余额" in labels(answer)
