"""The names of the commands in menus and in the help, in their order."""

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
"""For everybody. /start works too, but a person who sees a menu has sent it already."""

STAFF = ("merchant",)
"""Added for staff of a merchant or of the programme."""

IN_GROUPS = ("balance", "help")
