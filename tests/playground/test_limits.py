"""The Bot API refuses what Telegram refuses, in Telegram's words."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram.exceptions import TelegramForbiddenError
from aiogram.types import BufferedInputFile, InputMediaPhoto
from aiohttp import FormData

from tests.playground.conftest import CHILD, FAMILY, MOTHER, STRANGER, Playground, picture
from tests.playground_server import TOKEN

CHAT = {"chat_id": MOTHER.id}


def button(**action: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Go", **action}]]}


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": 999, "text": "a"}, "chat not found"),
        ({"chat_id": "@nobody", "text": "a"}, "chat not found"),
        (CHAT, "message text is empty"),
        ({**CHAT, "text": " \u200b "}, "text must be non-empty"),
        ({**CHAT, "text": "x" * 4_097}, "message is too long"),
        ({**CHAT, "text": "x" * 40_000}, "text is too long"),
        ({**CHAT, "text": "a", "parse_mode": "Fancy"}, "unsupported parse_mode"),
        (
            {**CHAT, "text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {**CHAT, "text": "a", "reply_markup": "{"},
            "can't parse reply keyboard markup JSON object",
        ),
        ({**CHAT, "text": "a", "reply_markup": []}, "object expected as reply markup"),
        (
            {**CHAT, "text": "a", "reply_markup": button()},
            "Text buttons are not allowed in the inline keyboard",
        ),
        (
            {**CHAT, "text": "a", "reply_markup": button(callback_data="x" * 65)},
            "BUTTON_DATA_INVALID",
        ),
        (
            {**CHAT, "text": "a", "reply_markup": button(callback_data="分" * 22)},
            "BUTTON_DATA_INVALID",
        ),
        (
            {**CHAT, "text": "a", "reply_markup": button(web_app={"url": "http://example.org"})},
            (
                "inline keyboard button Web App URL 'http://example.org' is invalid: "
                "Only HTTPS links are allowed"
            ),
        ),
        (
            {**CHAT, "text": "a", "reply_markup": button(url="nowhere")},
            "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
        ),
        (
            {**CHAT, "text": "a", "reply_markup": button(copy_text={"text": "x" * 257})},
            "BUTTON_COPY_TEXT_INVALID",
        ),
        (
            {**CHAT, "text": "a", "reply_parameters": {"message_id": 5}},
            "message to be replied not found",
        ),
        (
            {**CHAT, "text": "a", "colour": "red"},
            "the playground does not play sendMessage with colour",
        ),
    ],
)
async def test_a_message_is_refused(
    play: Playground, parameters: dict[str, Any], refusal: str
) -> None:
    assert await play.refusal("sendMessage", **parameters) == f"Bad Request: {refusal}"
    assert await play.client.messages(MOTHER.id) == []


async def test_message_at_the_limits_is_sent(play: Playground) -> None:
    sent = await play.bot.send_message(MOTHER.id, f"<b>{'🎈' * 4_096}</b>", parse_mode="HTML")
    assert sent.entities is not None
    assert sent.entities[0].length == 8_192
    answer = await play.call(
        "sendMessage", **CHAT, text="a", reply_markup=button(callback_data="分" * 21 + "x")
    )
    assert answer["ok"]


async def test_an_unknown_method_is_never_a_success(play: Playground) -> None:
    answer = await play.call("sendGift", **CHAT)
    assert answer == {"ok": False, "error_code": 404, "description": "Not Found: method not found"}


async def test_method_names_may_be_in_any_case_and_parameters_in_any_form(play: Playground) -> None:
    base = f"{play.base_url}/bot{TOKEN}"
    form = FormData({"chat_id": str(MOTHER.id), "text": "by multipart"}, default_to_multipart=True)
    for request in (
        play.http.get(f"{base}/SENDMESSAGE", params={**CHAT, "text": "by query"}),
        play.http.post(f"{base}/sendmessage", data={**CHAT, "text": "by form"}),
        play.http.post(f"{base}/sendMessage", json={**CHAT, "text": "by JSON"}),
        play.http.post(f"{base}/sendMessage", data=form),
    ):
        async with request as response:
            assert (await response.json())["ok"]
    said = [message["text"] for message in await play.client.messages(MOTHER.id)]
    assert said == ["by query", "by form", "by JSON", "by multipart"]


async def test_a_wrong_token_is_unauthorized(play: Playground) -> None:
    async with play.http.get(f"{play.base_url}/bot1:wrong/getMe") as response:
        assert response.status == 401
        assert await response.json() == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff\xfe"])
async def test_a_malformed_body_is_a_bad_request(play: Playground, body: bytes) -> None:
    url = f"{play.base_url}/bot{TOKEN}/sendMessage"
    headers = {"Content-Type": "application/json"}
    async with play.http.post(url, data=body, headers=headers) as response:
        assert response.status == 400
        assert (await response.json())["ok"] is False


async def test_bot_cannot_write_to_people_who_blocked_it_or_never_wrote(play: Playground) -> None:
    await play.client.block(CHILD.id)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await play.bot.send_message(CHILD.id, "hello")
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation"):
        await play.bot.send_message(STRANGER.id, "hello")
    await play.client.block(CHILD.id, blocked=False)
    await play.bot.send_message(CHILD.id, "welcome back")
    await play.client.send(STRANGER.id, "hello")
    await play.bot.send_message(STRANGER.id, "nice to meet you")


async def test_edits_are_refused_with_telegrams_errors(play: Playground) -> None:
    sent = await play.bot.send_message(MOTHER.id, "first")
    theirs = await play.client.send(MOTHER.id, "mine")
    target = {**CHAT, "message_id": sent.message_id}
    same = await play.refusal("editMessageText", **target, text="first")
    assert same.startswith("Bad Request: message is not modified: specified new message content")
    assert await play.refusal("editMessageText", **CHAT, message_id=1, text="a") == (
        "Bad Request: message to edit not found"
    )
    assert await play.refusal("editMessageText", **CHAT, text="a") == (
        "Bad Request: message identifier is not specified"
    )
    mine = {**CHAT, "message_id": theirs["message_id"]}
    assert await play.refusal("editMessageText", **mine, text="a") == (
        "Bad Request: message can't be edited"
    )
    assert await play.refusal("editMessageCaption", **target, caption="a") == (
        "Bad Request: there is no caption in the message to edit"
    )
    assert await play.refusal("editMessageText", **target, text="x" * 4_097) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )


async def test_a_message_can_be_deleted_for_two_days(play: Playground) -> None:
    young = await play.bot.send_message(MOTHER.id, "young")
    old = await play.bot.send_message(MOTHER.id, "old")
    await play.bot.delete_message(MOTHER.id, young.message_id)
    assert await play.refusal("deleteMessage", **CHAT, message_id=young.message_id) == (
        "Bad Request: message to delete not found"
    )
    await play.client.advance(hours=48)
    assert await play.refusal("deleteMessage", **CHAT, message_id=old.message_id) == (
        "Bad Request: message can't be deleted"
    )


async def test_photos_and_documents_come_back_as_they_went(play: Playground) -> None:
    sent = await play.bot.send_photo(
        MOTHER.id,
        BufferedInputFile(picture(), "code.png"),
        caption="<b>code</b>",
        parse_mode="HTML",
    )
    assert sent.photo is not None
    assert (sent.photo[-1].width, sent.photo[-1].height) == (3, 2)
    fetched = await play.bot.download(sent.photo[-1].file_id)
    assert fetched is not None
    assert fetched.read() == picture()
    again = await play.bot.send_photo(MOTHER.id, sent.photo[-1].file_id)
    assert again.photo is not None
    assert again.photo[-1].file_unique_id == sent.photo[-1].file_unique_id
    edited = await play.bot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(picture(9), "other.png"), caption="other"),
        chat_id=MOTHER.id,
        message_id=sent.message_id,
    )
    assert not isinstance(edited, bool)
    assert edited.caption == "other"
    paper = await play.bot.send_document(MOTHER.id, BufferedInputFile(b"a,b\n", "points.csv"))
    assert paper.document is not None
    assert (paper.document.file_name, paper.document.mime_type) == ("points.csv", "text/csv")


async def test_photo_that_is_no_picture_is_refused(play: Playground) -> None:
    assert (
        await play.refusal("sendPhoto", **CHAT) == "Bad Request: there is no photo in the request"
    )
    form = FormData({"chat_id": str(MOTHER.id)})
    form.add_field("photo", b"not a picture", filename="a.png")
    async with play.http.post(f"{play.base_url}/bot{TOKEN}/sendPhoto", data=form) as response:
        assert (await response.json())["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    assert await play.refusal("sendPhoto", **CHAT, photo="AgACnothing") == (
        "Bad Request: wrong remote file identifier specified: can't unserialize it. "
        "Wrong last symbol"
    )


async def test_answers_to_presses_have_their_limits(play: Playground) -> None:
    sent = await play.call("sendMessage", **CHAT, text="a", reply_markup=button(callback_data="x"))
    result: Any = sent["result"]
    press = await play.client.press(MOTHER.id, result["message_id"])
    query = {"callback_query_id": press["query_id"]}
    assert await play.refusal("answerCallbackQuery", **query, text="x" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    assert (await play.call("answerCallbackQuery", **query, text="x" * 200))["ok"]
    too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await play.refusal("answerCallbackQuery", callback_query_id="1") == too_old
    expired = await play.client.press(MOTHER.id, result["message_id"], expired=True)
    refusal = await play.refusal("answerCallbackQuery", callback_query_id=expired["query_id"])
    assert refusal == too_old
    await play.client.advance(minutes=3)
    assert await play.refusal("answerCallbackQuery", **query) == too_old


async def test_a_group_is_a_chat_like_any_other(play: Playground) -> None:
    sent = await play.bot.send_message(FAMILY.id, "to all")
    assert sent.chat.type == "supergroup"
    member = await play.bot.get_chat_member(FAMILY.id, MOTHER.id)
    assert member.status == "member"
    assert (await play.bot.get_chat(MOTHER.id)).first_name == "Mei"
