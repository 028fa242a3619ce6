"""How notices of purchases look: each has a button that explains the entry."""

from __future__ import annotations

from bot.handlers.purchases.buttons import ExplainPurchase
from bot.notices import NoticeForm, Notices, explains_entry

NOTICES: Notices = {
    "purchases-earned": NoticeForm(explains_entry(ExplainPurchase)),
    "purchases-clawed-back": NoticeForm(explains_entry(ExplainPurchase)),
}
