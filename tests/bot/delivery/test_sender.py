"""The sender delivers each notice within the rate limit, once unless the outcome is unknown."""

from __future__ import annotations

from datetime import datetime, timedelta

from core import members, notifications
from core.notifications import NewNotice
from tests.bot.delivery.conftest import PEOPLE, SenderStage, eventually, now

A_MINUTE = timedelta(minutes=1)


async def test_a_notice_arrives_in_the_members_words(stage: SenderStage) -> None:
    [member] = await stage.people(1, language="en")
    async with stage.sending():
        await stage.owe(member, merchant='<b>Tea & {Co}"', debt_repaid=5)
        message = await stage.client.next_message(PEOPLE[0].id)
        await stage.until(sent=1)
    assert message["text"].splitlines() == [
        '🧧 +600 points · <b>Tea & {Co}"',
        "5 of them repaid what you owed; the rest are good until 1 Mar 2027",
        "You have 1,234",
    ]
    [[button]] = message["reply_markup"]["inline_keyboard"]
    assert (button["text"], button["callback_data"]) == ("Why these points?", "open1:history")


async def test_notice_button_opens_its_entry(stage: SenderStage) -> None:
    [member] = await stage.people(1)
    async with stage.sending():
        await stage.owe(member, entry=17)
        message = await stage.client.next_message(PEOPLE[0].id)
    assert message["text"].startswith("🧧 +600 分 · 好邻居超市\n这一笔用到 2027年3月1日")
    [[button]] = message["reply_markup"]["inline_keyboard"]
    assert button["callback_data"] == "why1:17:"


async def test_notice_due_later_is_sent_when_due(stage: SenderStage) -> None:
    [member] = await stage.people(1)
    async with stage.sending():
        due_at = now() + timedelta(seconds=0.6)
        await stage.owe(member, due_at=due_at)
        await stage.until(sent=1)
    [call] = await stage.sends()
    assert datetime.fromisoformat(call["at"]) >= due_at


async def test_notices_of_one_member_keep_order_and_do_not_delay_others(stage: SenderStage) -> None:
    chatty, *others = await stage.people(20)
    await stage.owe(*[chatty] * 6, *others)
    async with stage.sending():
        await stage.until(sent=25)
    calls = [call["parameters"]["chat_id"] for call in await stage.sends()]
    last_of_the_others = max(calls.index(str(member.telegram_id)) for member in others)
    assert calls.count(str(chatty.telegram_id)) == 6
    assert last_of_the_others < 23


async def test_no_notice_is_lost_or_doubled_during_telegram_errors(stage: SenderStage) -> None:
    people = await stage.people(12)
    await stage.client.fault("bad_gateway", calls=6)
    await stage.client.fault("bad_gateway", calls=6, html=True)
    await stage.client.fault("too_many_requests", calls=2, retry_after=1)
    await stage.owe(*people)
    async with stage.sending():
        await stage.until(sent=12)
    for person in people:
        assert len(await stage.texts_of(person)) == 1
    statuses = [call["status"] for call in await stage.sends()]
    assert set(statuses) == {200, 429, 502}
    assert statuses.count(200) == 12


async def test_429_stops_all_sending_for_its_retry_after(stage: SenderStage) -> None:
    await stage.client.fault("too_many_requests", retry_after=2)
    await stage.owe(*await stage.people(10))
    pace = stage.pace()
    async with stage.sending(pace), stage.bot(pace) as bot:
        await stage.client.wait_for(stage.sends)
        await bot.send_message(PEOPLE[20].id, "an answer")
        await stage.until(sent=10)
    calls = await stage.sends()
    moments = [datetime.fromisoformat(call["at"]) for call in calls]
    struck = [call["status"] for call in calls].index(429)
    after = [at for at in moments[struck + 1 :] if at - moments[struck] > timedelta(seconds=0.1)]
    assert min(after) - moments[struck] >= timedelta(seconds=1.95)
    assert [call["status"] for call in calls].count(200) == 11


async def test_member_who_blocked_the_bot_is_unreachable_and_others_get_notices(
    stage: SenderStage,
) -> None:
    people = await stage.people(3)
    await stage.client.block(PEOPLE[1].id)
    await stage.owe(*people)
    async with stage.sending():
        await stage.until(sent=2, unreachable=1)
    reachable = [(await members.by_id(member.id)).unreachable_since is None for member in people]
    assert reachable == [True, False, True]
    [notice] = await notifications.recent(people[1].id)
    assert "blocked" in notice.failure


async def test_a_lost_reply_is_repeated_once_with_the_same_text(stage: SenderStage) -> None:
    [member] = await stage.people(1)
    await stage.client.fault("drop_reply")
    await stage.owe(member)
    async with stage.sending(clock=lambda: now() + timedelta(hours=1)):
        await stage.client.next_message(PEOPLE[0].id)
        await stage.until(sent=1)
    first, second = await stage.texts_of(member)
    assert first == second


async def test_a_reply_lost_twice_stays_unknown(stage: SenderStage) -> None:
    people = await stage.people(2)
    await stage.client.fault("drop_reply", calls=None)
    await stage.owe(people[0])
    async with stage.sending():
        await stage.until(unknown=1)
        await stage.client.clear_faults()
        await stage.owe(people[1])
        await stage.until(unknown=1, sent=1)
    assert len(await stage.texts_of(people[0])) == 2


async def test_sender_waits_while_telegram_is_unreachable(stage: SenderStage) -> None:
    """Nobody listens at the address: nothing has arrived, so nothing counts."""
    [member] = await stage.people(1)
    await stage.owe(member)
    nowhere = SenderStage(
        stage.client, "http://127.0.0.1:9", stage.program, stage.texts, stage.member
    )

    async def failed_to_connect() -> bool:
        return bool((await notifications.recent(member.id))[0].failure)

    async with nowhere.sending():
        await eventually(failed_to_connect)
    assert await notifications.counts() == {"due": 1}
    async with stage.sending(clock=lambda: now() + A_MINUTE):
        await stage.until(sent=1)
    assert len(await stage.texts_of(member)) == 1


async def test_notice_without_text_fails_and_others_are_sent(stage: SenderStage) -> None:
    people = await stage.people(2)
    wordless = NewNotice("k", people[0].id, "notifications-without-words", {}, now())
    await notifications.put([wordless], at=now())
    await stage.owe(people[1])
    async with stage.sending():
        await stage.until(sent=1, failed=1)


async def test_message_that_telegram_refuses_fails_once(stage: SenderStage) -> None:
    [member] = await stage.people(1)
    await stage.owe(member, merchant="长" * 5000)
    async with stage.sending():
        await stage.until(failed=1)
    assert [call["status"] for call in await stage.sends()] == [400]


async def test_two_senders_share_the_work(stage: SenderStage) -> None:
    people = await stage.paced(200).people(40)
    await stage.client.flood(enabled=False)
    await stage.owe(*people, *people)
    fast = stage.paced(200)
    async with fast.sending(), fast.sending():
        await stage.until(sent=80)
    for person in people:
        assert len(await stage.texts_of(person)) == 2
