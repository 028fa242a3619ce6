"""Verbs that change who issues and serves, by what they are about."""

from core.merchants.commands.admission import Added, add
from core.merchants.commands.budgets import add_budget
from core.merchants.commands.rates import set_rate
from core.merchants.commands.staff import accept_invitation, invite_staff

__all__ = [
    "Added",
    "accept_invitation",
    "add",
    "add_budget",
    "invite_staff",
    "set_rate",
]
