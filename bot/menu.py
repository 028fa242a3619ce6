"""The names of the commands that menus and help show, in their order."""

PRIVATE = (
    "balance",
    "history",
    "code",
    "family",
    "events",
    "rewards",
    "vouchers",
    "reminders",
    "settings",
    "language",
    "privacy",
    "help",
    "cancel",
)
"""Everybody's; /start works too, but who reads a menu has started."""

STAFF = ("merchant",)
"""Added for those who act for a merchant."""

IN_GROUPS = ("balance", "help")
