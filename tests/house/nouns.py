"""Each noun of a face stands alone: it imports no other noun, and shared modules import none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tests.house.reading import Import, imports_of
from tests.house.rule import LINE, Fault, Rule, is_python, top_of

NOUNS_APART = ("bot/handlers", "webapp/api", "webapp/miniapp", "webapp/console")
"""Folders in which each noun of core has its own place."""

GATHERERS = (
    "bot/app",
    "webapp/app",
    "webapp/api/routes",
    "webapp/miniapp/routes",
    "bot/handlers/COMMANDS",
    "bot/handlers/BUTTONS",
    "bot/handlers/NOTICES",
)
"""What gathers the nouns of a face into one table or application."""

TABLES = (
    *GATHERERS,
    "bot/handlers/REPLIES",
    "bot/handlers/LINKS",
    "bot/handlers/START_PAGES",
    "bot/handlers/IN_GROUPS",
    "webapp/api/calls",
    "webapp/miniapp/pages",
)
"""These lead from one noun to the handlers of another too, but shell and documentation use them."""

GATHERING_FILES = {"bot/app.py", "webapp/app.py"}


def a_noun_of_a_face_imports_no_other_noun(path: str, source: str) -> Iterator[Fault]:
    """Handlers, calls and pages of one noun import none of another noun.

    A message may lead on to another noun by its buttons, so those may be imported: what a press
    does stays with their noun.
    """
    folder = next((apart for apart in NOUNS_APART if path.startswith(apart + "/")), "")
    if not folder or not is_python(path):
        return
    own = PurePosixPath(path).relative_to(folder).parts[0].removesuffix(".py")
    if own not in LINE:
        return
    for imported in imports_of(source):
        if _below("/".join(imported.path), TABLES):
            yield imported.line, f"{'.'.join(imported.path)} leads to the handlers of other nouns"
        other = _noun_in(folder, imported)
        buttons = own != other and _inside(folder, imported)[:1] == ("buttons",)
        if PurePosixPath(path).stem == "buttons" and other and "buttons" not in imported.path:
            yield imported.line, f"{'.'.join(imported.path)}: buttons.py imports no handlers"
        if other == own or other is None or (buttons and folder == "bot/handlers"):
            continue
        if other == "":
            yield imported.line, f"{imported.module}: import the part that is meant"
        else:
            yield imported.line, f"{own} must not import {other}"


def only_the_application_imports_all_nouns(path: str, source: str) -> Iterator[Fault]:
    """Shared modules import no noun, and no noun imports what gathers all of them."""
    if top_of(path) not in {"bot", "webapp"} or not is_python(path):
        return
    inside = any(path.startswith(folder + "/") for folder in NOUNS_APART)
    for imported in imports_of(source):
        name = "/".join(imported.path)
        if inside and not path.endswith(("__init__.py", "routes.py")) and _below(name, GATHERERS):
            yield imported.line, f"{'.'.join(imported.path)} gathers the nouns"
        if not inside and path not in GATHERING_FILES and _below(name, NOUNS_APART):
            yield (
                imported.line,
                f"{'.'.join(imported.path)}: only the application imports all nouns",
            )


def _below(name: str, places: Iterable[str]) -> bool:
    return any(name == place or name.startswith(place + "/") for place in places)


def _noun_in(folder: str, imported: Import) -> str | None:
    """The noun of a folder that an import is about; empty for all of them; None for none."""
    base = PurePosixPath(folder).parts
    if imported.path[: len(base)] != base:
        whole = imported.name is None and base[: len(imported.path)] == imported.path
        return "" if whole else None
    if len(imported.path) == len(base):
        return ""
    return imported.path[len(base)] if imported.path[len(base)] in LINE else None


def _inside(folder: str, imported: Import) -> tuple[str, ...]:
    """What an import is about inside of the noun's package."""
    return imported.path[len(PurePosixPath(folder).parts) + 1 :]


RULES = (
    Rule(
        "a noun of a face imports no other noun",
        a_noun_of_a_face_imports_no_other_noun,
        broken={
            "bot/handlers/ledger/balance.py": "from bot.handlers.members.code import code",
            "bot/handlers/ledger/history.py": "from bot.handlers import members",
            "bot/handlers/expiry/reminders.py": "def f():\n    import bot.handlers.ledger.balance",
            "bot/handlers/catalog/events.py": "import bot\nbot.handlers.families.family()",
            "bot/handlers/catalog/rewards.py": "from bot import handlers as h\nh.ledger",
            "bot/handlers/members/start.py": "from bot.handlers.families.membership import JOIN",
            "bot/handlers/merchants/staff.py": "from bot.handlers.ledger import balance",
            "bot/handlers/ledger/buttons.py": "from bot.handlers.ledger.balance import balance",
            "webapp/miniapp/redemptions/vouchers.py": "from webapp.miniapp.members import code",
            "webapp/api/catalog.py": "from webapp.api.purchases import receipt",
            "webapp/miniapp/redemptions/redeem.py": "from webapp.miniapp.pages import PAGES",
            "bot/handlers/families/overview.py": "from bot.handlers import REPLIES",
        },
        kept={
            "bot/handlers/catalog/rewards.py": "from bot.handlers.redemptions.buttons import Ask",
            "bot/handlers/__init__.py": "from bot.handlers import families, members",
            "bot/handlers/members/start.py": "from bot.handlers.members.code import code",
            "webapp/miniapp/redemptions/vouchers.py": "from webapp.miniapp import looks",
        },
    ),
    Rule(
        "only the application imports all nouns",
        only_the_application_imports_all_nouns,
        broken={
            "bot/screens.py": "from bot.handlers.ledger.balance import balance",
            "bot/handlers/catalog/events.py": "from bot.handlers import COMMANDS",
            "bot/handlers/catalog/rewards.py": "from bot.app import create",
            "webapp/edge/problems.py": "from webapp.api import purchases",
            "webapp/miniapp/families.py": "from webapp.miniapp.routes import ROUTES",
        },
        kept={
            "bot/app.py": "from bot import handlers",
            "webapp/miniapp/routes.py": "from webapp.miniapp import families",
        },
    ),
)
