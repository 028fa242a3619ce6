"""Staff in the chat: invitations by link, and the state of a merchant's budget."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from core import members, merchants
from core.program import Program
from tests.bot.running_bot import RunningBot, labels

Shops = Callable[..., Awaitable[merchants.Added]]


async def invitation(chat: RunningBot, program: Program, shop: merchants.Merchant | None) -> str:
    return await merchants.invite_staff(
        program,
        merchant_id=shop.id if shop else None,
        role="manager" if shop else "operator",
        at=chat.clock(),
    )


async def test_a_link_makes_staff_only_after_a_yes(
    chat: RunningBot, program: Program, a_merchant: Shops
) -> None:
    shop = (await a_merchant(name="Tea & <Co>", at=chat.clock())).merchant
    token = await invitation(chat, program, shop)
    prompt = await chat.ask(1002, f"/start {token}")
    assert "Tea & <Co> invites you: manager" in prompt["text"]
    member = await members.by_telegram(1002)
    assert member is not None
    assert await merchants.staff_of(member.id) == []
    done = await chat.turned(1002, prompt, "Accept")
    assert "Tea & <Co>: manager" in done["text"]
    assert [membership.role for membership in await merchants.staff_of(member.id)] == ["manager"]
    sam = next(person for person in await chat.client.people() if person["id"] == 1002)
    assert "merchant" in {command["command"] for command in sam["commands"]}


async def test_the_answer_no_leaves_the_link_good(
    chat: RunningBot, program: Program, a_merchant: Shops
) -> None:
    shop = (await a_merchant(at=chat.clock())).merchant
    token = await invitation(chat, program, shop)
    prompt = await chat.ask(1002, f"/start {token}")
    declined = await chat.turned(1002, prompt, "Not now")
    assert "nothing was accepted" in declined["text"]
    again = await chat.ask(1002, f"/start {token}")
    assert "Accept" in labels(again)


async def test_cancel_keeps_the_invitation_and_its_old_button_is_refused(
    chat: RunningBot, program: Program, a_merchant: Shops
) -> None:
    shop = (await a_merchant(at=chat.clock())).merchant
    prompt = await chat.ask(1002, f"/start {await invitation(chat, program, shop)}")
    assert "Nothing was changed" in (await chat.ask(1002, "/cancel"))["text"]
    assert "nothing to cancel" in (await chat.ask(1002, "/cancel"))["text"]
    stale = await chat.turned(1002, prompt, "Accept")
    assert "already answered" in stale["text"]
    member = await members.by_telegram(1002)
    assert member is not None
    assert await merchants.staff_of(member.id) == []


async def test_used_or_expired_invitation_is_refused(
    chat: RunningBot, program: Program, a_merchant: Shops
) -> None:
    shop = (await a_merchant(at=chat.clock())).merchant
    token = await invitation(chat, program, shop)
    await chat.turned(1001, await chat.ask(1001, f"/start {token}"), "接受")
    assert "Somebody else used" in (await chat.ask(1002, f"/start {token}"))["text"]
    other = await invitation(chat, program, shop)
    chat.clock.moment += timedelta(days=365)
    assert "has ended" in (await chat.ask(1002, f"/start {other}"))["text"]


async def test_an_operator_is_invited_by_the_programme(chat: RunningBot, program: Program) -> None:
    prompt = await chat.ask(1002, f"/start {await invitation(chat, program, None)}")
    assert "The programme invites you: operator" in prompt["text"]
    await chat.turned(1002, prompt, "Accept")
    assert "The programme · operator" in (await chat.ask(1002, "/merchant"))["text"]


async def test_staff_see_role_and_headroom_and_others_learn_how_to_join(
    chat: RunningBot, program: Program, a_merchant: Shops
) -> None:
    assert "do not act for a merchant" in (await chat.ask(1002, "/merchant"))["text"]
    shop = (await a_merchant(name="好茶", budget_fen=5_000_00, at=chat.clock())).merchant
    prompt = await chat.ask(1001, f"/start {await invitation(chat, program, shop)}")
    await chat.turned(1001, prompt, "接受")
    shown = await chat.ask(1001, "/merchant")
    assert "好茶 · 店长" in shown["text"]
    assert "还可发 5,000.00 元" in shown["text"]
