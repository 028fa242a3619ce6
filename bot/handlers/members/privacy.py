"""Privacy: the stored data and their reasons, a copy of them, and the limits of erasure."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from bot import buttons
from bot.handlers.members.buttons import AskErasure, ExportMine
from bot.routing import Buttons, Commands
from bot.screens import Attachment, Screen
from core import ledger, members
from core.members import Member, format_number
from locales import Language

PAGE = 500
"""Entries that one query reads."""


async def privacy(*, t: Language) -> Screen:
    """Why each thing is stored, for how long, and what the member can ask for."""
    return Screen(
        t("members-privacy"),
        buttons.keyboard(
            [buttons.callback(t.plain("members-export-button"), ExportMine(), "primary")],
            [buttons.callback(t.plain("members-erase-button"), AskErasure(), "danger")],
            [buttons.go(t, "settings"), buttons.go(t, "balance")],
        ),
    )


async def export(*, member: Member, t: Language) -> Screen:
    """Everything that is stored about the member, as one file."""
    stored: dict[str, Any] = await members.personal_data(member.id)
    stored["history"] = [asdict(line) for line in await _whole_history(member)]
    stored["debts"] = [asdict(debt) for debt in await ledger.debts(member.id)]
    content = json.dumps(stored, default=str, ensure_ascii=False, indent=2).encode()
    return Screen(
        t("members-export-ready", entries=len(stored["history"])),
        buttons.home(t),
        document=Attachment(f"{format_number(member.number)}.json", content),
        toast=t.plain("members-export-toast"),
    )


async def erasure(*, t: Language) -> Screen:
    """What erasure does today. There is no button, because it would promise more."""
    return Screen(
        t("members-erasure"),
        buttons.keyboard([buttons.go(t, "privacy"), buttons.go(t, "settings")]),
    )


async def _whole_history(member: Member) -> list[ledger.Line]:
    lines: list[ledger.Line] = []
    while page := await ledger.history(
        member.id, before=lines[-1].id if lines else None, limit=PAGE
    ):
        lines += page
        if len(page) < PAGE:
            break
    return lines


COMMANDS: Commands = {"privacy": privacy}
BUTTONS: Buttons = {ExportMine: export, AskErasure: erasure}
