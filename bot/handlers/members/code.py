"""The member code as a QR: valid for a minute and once, with the member number beneath it."""

from __future__ import annotations

from datetime import datetime

from bot import buttons
from bot.buttons import Go
from bot.qr_code import qr_png
from bot.routing import Commands
from bot.screens import Attachment, Screen
from core import members
from core.members import Member, format_number
from locales import Language


async def code(*, member: Member, t: Language, at: datetime, secret: bytes) -> Screen:
    """A fresh code as a picture, with its typed form beneath for tills without a camera."""
    fresh = await members.code(member_id=member.id, secret=secret, at=at)
    number = format_number(member.number)
    seconds = int((fresh.ends_at - at).total_seconds())
    text = "\n".join(
        [
            t("members-code", code=fresh.text),
            t("members-code-lasts", seconds=seconds),
            t("members-code-number", number=number),
        ]
    )
    renew = buttons.callback(t.plain("members-code-renew"), Go(name="code"), "primary")
    copies = [
        buttons.copy(t.plain("members-copy-code"), fresh.text),
        buttons.copy(t.plain("members-copy-number"), number),
    ]
    return Screen(
        text,
        buttons.keyboard([renew], copies, [buttons.go(t, "balance")]),
        photo=Attachment("code.png", qr_png(fresh.text)),
    )


COMMANDS: Commands = {"code": code}
