"""`run`: the programme itself, all of it or some of its roles."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.access import CliError, access_of

ROLES = ("web", "bot", "worker")


def run(
    context: typer.Context,
    roles: Annotated[
        list[str] | None, typer.Argument(metavar="[ROLE]...", help="web, bot, worker; none: all")
    ] = None,
) -> None:
    """Run web, bot and worker in one process, or only the roles named, until SIGTERM or Ctrl-C."""
    for role in roles or ():
        if role not in ROLES:
            raise CliError(f"{role} is not a role; there are {', '.join(ROLES)}")
    access_of(context).run(tuple(dict.fromkeys(roles or ROLES)))
