"""Explains an entry that paid for a reward: the reward, its price, whose points, the voucher."""

from __future__ import annotations

from markupsafe import Markup

from bot import buttons
from bot.handlers.ledger.buttons import HistoryPage
from bot.handlers.redemptions.buttons import ExplainRedemption, ShowVoucher
from bot.handlers.redemptions.buying import paid
from bot.screens import Screen
from core import redemptions
from core.members import Member
from core.redemptions import Redeemed
from locales import Language


async def explain(*, member: Member, t: Language, pressed: ExplainRedemption) -> Screen:
    """The redemption behind an entry, also for a member who paid only a part of it."""
    bought = await redemptions.behind(member.id, pressed.entry)
    voucher = bought.voucher
    title = t(
        "redemptions-voucher-title", title=voucher.title[t.code], merchant=voucher.merchant_name
    )
    actions = []
    if bought.recipient_id == member.id:
        text = t.plain("redemptions-why-voucher")
        actions.append(buttons.callback(text, ShowVoucher(code=voucher.code), "primary"))
    back = buttons.callback(t.plain("bot-back"), HistoryPage(before=pressed.before))
    return Screen(
        "\n".join([title, *_lines(bought, member, t)]),
        buttons.keyboard(actions, [back, buttons.go(t, "balance")]),
    )


def _lines(bought: Redeemed, member: Member, t: Language) -> list[Markup]:
    if bought.member_id == member.id:
        lines = [t("redemptions-why", redeemed=bought.redeemed_at), paid(bought, t)]
        if bought.recipient_id != member.id:
            lines.append(t("redemptions-theirs", name=bought.recipient_name))
        return lines
    theirs = t("redemptions-why-theirs", name=bought.member_name, redeemed=bought.redeemed_at)
    if bought.recipient_id == member.id:
        return [theirs, paid(bought, t)]
    own = bought.paid_by[0].points
    return [theirs, t("redemptions-why-part", price=bought.points, points=own)]
