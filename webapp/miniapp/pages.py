"""The pages of the mini-app, a row each; shell, addresses, skeletons and scripts follow from it.

A new page is a row here, a handler with its template, and its texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from core import families
from webapp.miniapp.auth import Handler
from webapp.miniapp.catalog import events, reward, rewards
from webapp.miniapp.families import page as family
from webapp.miniapp.ledger import history, home
from webapp.miniapp.members import settings
from webapp.miniapp.redemptions import voucher, vouchers


@dataclass(frozen=True)
class Page:
    """One page.

    `address` follows /app/ for the shell and /app/pages/ for the page's inside; a page with an id
    in braces belongs to the list before it. `skeleton` names the template that is
    shown while the inside is on its way, `script` the module that gives the page its behaviour.
    A start parameter that begins with `link_prefix` leads here.
    """

    name: str
    address: str
    handler: Handler
    skeleton: str
    script: str = "read_only"
    link_prefix: str = ""

    @property
    def shell_address(self) -> str:
        """Where Telegram or a reload opens the page; home is the mini-app's own address."""
        return "/app/" if self.name == HOME else f"/app/{self.address}"

    @property
    def parent(self) -> str:
        """The list to which a page of one thing belongs; empty for all others."""
        parent, _, item = self.address.partition("/")
        return parent if item else ""


HOME: Final = "home"

PAGES: Final = (
    Page(HOME, "home", home.page, skeleton="home", script="home"),
    Page("history", "history", history.page, skeleton="list", script="history"),
    Page("settings", "settings", settings.page, skeleton="settings", script="settings"),
    Page("family", "family", family.page, "family", "family", families.JOIN),
    Page("rewards", "rewards", rewards.page, skeleton="list"),
    Page("reward", "rewards/{reward}", reward.page, "reward", "reward", link_prefix="reward-"),
    Page("events", "events", events.page, skeleton="list"),
    Page("vouchers", "vouchers", vouchers.page, skeleton="vouchers"),
    Page("voucher", "vouchers/{redemption}", voucher.page, skeleton="voucher"),
)


def pages_script() -> bytes:
    """The module pages.js: the same table for the browser, with each page's behaviour."""
    scripts = sorted({page.script for page in PAGES})
    imports = [f'import * as {script} from "./{script}.js";' for script in scripts]
    rows = [
        f"  {page.name}: {{ behaviour: {page.script}, parent: {json.dumps(page.parent)}, "
        f"linkPrefix: {json.dumps(page.link_prefix)} }},"
        for page in PAGES
    ]
    lines = [
        "// Generated from the table in webapp/miniapp/pages.py.",
        *imports,
        "export const PAGES = {",
        *rows,
        "};",
    ]
    return "\n".join([*lines, ""]).encode()
