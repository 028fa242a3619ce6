"""How notices of the family look: each has a button that shows the family."""

from __future__ import annotations

from bot.notices import NoticeForm, Notices, opens_command

NOTICES: Notices = {
    "families-joined": NoticeForm(opens_command("family")),
    "families-left": NoticeForm(opens_command("family")),
    "families-handed-over": NoticeForm(opens_command("family")),
}
