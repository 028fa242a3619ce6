"""The command that loads the demo world."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

import typer

from cli import printed
from cli.demo.loading import Loaded, load
from cli.runtime import Runtime, runtime_of


def demo(context: typer.Context) -> None:
    """Load the demo world; running it again adds what is missing, and prints what that was."""
    printed.as_json(**asdict(asyncio.run(_demo(runtime_of(context)))))


async def _demo(runtime: Runtime) -> Loaded:
    async with runtime.opened() as opened:
        return await load(opened.program, at=opened.now())
