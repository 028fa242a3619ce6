"""The command that loads the demo world."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

import typer

from cli.access import Access, access_of
from cli.demo.loading import Loaded, load
from cli.values import print_json


def demo(context: typer.Context) -> None:
    """Load the demo world; running it again adds what is missing, and prints what that was."""
    print_json(**asdict(asyncio.run(_demo(access_of(context)))))


async def _demo(access: Access) -> Loaded:
    async with access.opened() as opened:
        return await load(opened.program, at=opened.now())
