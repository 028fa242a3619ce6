"""First contact, member code, settings, language, privacy: as a person in the chat sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from core import members, purchases
from core.program import Program
from tests.bot.running_bot import SECRET, RunningBot, labels, words
from tests.playground_server import TOKEN

Sale = Callable[..., Awaitable[purchases.Recorded]]
CHINESE = re.compile("[\u4e00-\u9fff]")


async def test_start_makes_a_member_at_once(chat: RunningBot) -> None:
    answer = await chat.ask(1001, "/start")
    member = await members.by_telegram(1001)
    assert member is not None
    assert members.format_number(member.number) in answer["text"]
    assert "Mei Lin" in answer["text"]
    assert {"余额", "会员码", "接收优惠", "语言 Language"} <= set(labels(answer))


async def test_any_first_message_registers_a_member(chat: RunningBot) -> None:
    answer = await chat.ask(1001, "/balance")
    assert "0" in answer["text"]
    assert await members.by_telegram(1001) is not None


async def test_starting_again_takes_the_new_name_and_keeps_the_number(
    chat: RunningBot, program: Program
) -> None:
    await members.register(
        program, telegram_id=1001, name="Old Name", language="en", at=chat.clock()
    )
    before = await members.by_telegram(1001)
    answer = await chat.ask(1001, "/start")
    after = await members.by_telegram(1001)
    assert before is not None
    assert after is not None
    assert (after.number, after.language, after.name) == (before.number, "en", "Mei Lin")
    assert "Welcome back, Mei Lin!" in answer["text"]


async def test_name_made_of_markup_is_shown_unchanged(chat: RunningBot) -> None:
    answer = await chat.ask(1002, "/start")
    assert '<i>&"{n}' in answer["text"]
    assert [entity["type"] for entity in answer["entities"]] == ["bold", "code"]


@pytest.mark.parametrize(
    "payload", ["nonsense", "x" * 64, "%F0%9F", "../../etc", "balance extra words"]
)
async def test_an_unknown_link_greets_all_the_same(chat: RunningBot, payload: str) -> None:
    answer = await chat.ask(1003, f"/start {payload}")
    assert "Welcome" in answer["text"]


async def test_start_link_keeps_its_purpose(chat: RunningBot) -> None:
    answer = await chat.ask(1003, "/start code")
    assert answer["photo"]


async def test_the_chosen_language_stays_and_reaches_the_menus(chat: RunningBot) -> None:
    prompt = await chat.ask(1001, "/language")
    shown = await chat.turned(1001, prompt, "English")
    assert "Settings" in shown["text"]
    assert "You have" in (await chat.ask(1001, "/balance"))["text"]
    await chat.ask(1001, "/cancel")
    assert "Welcome back" in (await chat.ask(1001, "/start"))["text"]
    mei = next(person for person in await chat.client.people() if person["id"] == 1001)
    assert mei["menu_button"]["text"] == "Jiafen"
    assert {"command": "balance", "description": "Your points"} in mei["commands"]


async def test_the_welcome_stays_a_welcome_in_the_chosen_language(chat: RunningBot) -> None:
    welcome = await chat.ask(1001, "/start")
    prompt = await chat.turned(1001, welcome, "语言 Language")
    shown = await chat.turned(1001, prompt, "English")
    assert "Welcome to" in shown["text"]
    assert "Send me offers" in labels(shown)
    again = await chat.ask(1001, "/start")
    back = await chat.turned(1001, await chat.turned(1001, again, "Language"), "中文")
    assert "欢迎回来" in back["text"]
    assert "接收优惠" not in labels(back)


async def test_settings_change_in_place_and_are_dated(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/settings")
    assert "Offers: off" in shown["text"]
    changed = await chat.turned(1003, shown, "Turn offers on")
    assert "Offers: on" in changed["text"]
    muted = await chat.turned(1003, changed, "Turn notices off")
    assert "Notices about your points: off" in muted["text"]
    member = await members.by_telegram(1003)
    assert member is not None
    answers = {consent.purpose: consent for consent in await members.consents(member_id=member.id)}
    assert (answers["marketing"].given, answers["service"].given) == (True, False)
    assert answers["marketing"].at == chat.clock()
    assert answers["profiling"].at is None


async def test_offers_can_be_accepted_from_the_welcome(chat: RunningBot) -> None:
    welcome = await chat.ask(1003, "/start")
    answer = await chat.press(1003, welcome, "Send me offers")
    assert answer["text"] == "On. You can turn it off at any time."
    member = await members.by_telegram(1003)
    assert member is not None
    answers = {
        consent.purpose: consent.given for consent in await members.consents(member_id=member.id)
    }
    assert answers["marketing"]


async def test_the_code_is_genuine_and_lasts_a_minute(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/code")
    typed = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}", shown["caption"])
    assert typed is not None
    read = members.parse_reference(typed[0], secret=SECRET, at=chat.clock())
    assert isinstance(read, members.ByCode)
    assert not read.ended
    member = await members.by_telegram(1003)
    assert member == await members.find(read)
    assert "60 seconds" in shown["caption"]
    assert members.format_number(member.number) in shown["caption"]
    later = chat.clock() + timedelta(seconds=60)
    ended = members.parse_reference(typed[0], secret=SECRET, at=later)
    assert isinstance(ended, members.ByCode)
    assert ended.ended


async def test_the_code_renews_itself_in_its_place(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/code")
    chat.clock.moment += timedelta(minutes=2)
    renewed = await chat.turned(1003, shown, "New code")
    assert renewed["message_id"] == shown["message_id"]
    assert renewed["photo"] != shown["photo"]
    copies = [
        button["copy_text"]["text"]
        for row in renewed["reply_markup"]["inline_keyboard"]
        for button in row
        if "copy_text" in button
    ]
    assert all(copied in renewed["caption"] for copied in copies)
    assert len(copies) == 2


async def test_button_beneath_the_code_keeps_the_picture(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/code")
    followed = await chat.followed(1003, shown, "Balance")
    assert "You have" in followed["text"]
    still = await chat.client.message(1003, shown["message_id"])
    assert still is not None
    assert still["photo"] == shown["photo"]


async def test_the_picture_is_a_png_with_a_white_edge(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/code")
    file = await chat.bot.get_file(shown["photo"][-1]["file_id"])
    async with ClientSession() as http:
        url = f"{chat.url}/file/bot{TOKEN}/{file.file_path}"
        async with http.get(url) as response:
            content = await response.read()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width = int.from_bytes(content[16:20])
    assert width == int.from_bytes(content[20:24])
    assert 300 <= width <= 1280  # large enough to scan, small enough not to be scaled


async def test_privacy_hands_over_all_that_is_held(chat: RunningBot, a_sale: Sale) -> None:
    await chat.ask(1002, "/start")
    await a_sale(1002, 120_00, receipt="PRIVATE-1")
    shown = await chat.ask(1002, "/privacy")
    handed = await chat.followed(1002, shown, "Take all my data")
    assert "one entry" in handed["caption"]
    file = await chat.bot.get_file(handed["document"]["file_id"])
    downloaded = await chat.bot.download(file)
    assert downloaded is not None
    held = json.loads(downloaded.read())
    assert held["member"]["name"] == '<i>&"{n}'
    assert held["history"][0]["points"] == 120
    assert handed["document"]["file_name"] == f"{held['member']['number']}.json"


async def test_erasure_promises_no_more_than_it_can_do(chat: RunningBot) -> None:
    shown = await chat.ask(1003, "/privacy")
    warning = await chat.turned(1003, shown, "Erase my data")
    assert "Not possible here yet" in warning["text"]
    assert labels(warning) == ["Privacy", "Settings"]


async def test_member_who_blocks_the_bot_is_unreachable_until_return(chat: RunningBot) -> None:
    await chat.ask(1003, "/start")

    async def since() -> object:
        """After everything sent so far was handled."""
        await chat.ask(1002, "/help")
        member = await members.by_telegram(1003)
        assert member is not None
        return member.unreachable_since

    await chat.client.block(1003)
    assert await since() == chat.clock()
    await chat.client.block(1003, blocked=False)
    assert await since() is None


async def test_no_language_speaks_the_other(chat: RunningBot) -> None:
    for command in ("start", "balance", "history", "settings", "privacy", "reminders", "help"):
        english = words(await chat.ask(1003, f"/{command}"))
        assert not CHINESE.search(english.replace("家分", "").replace("语言 / Language", "")), (
            english
        )
        chinese = words(await chat.ask(1001, f"/{command}"))
        assert CHINESE.search(chinese), chinese
