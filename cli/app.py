"""Gathers the commands, and turns whatever may go wrong on purpose into one line and exit 1."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import typer

from cli import (
    demo,
    doctor,
    jobs,
    merchants,
    migrations,
    mistakes,
    operators,
    purchases,
    redemptions,
    rulebook,
    run,
)
from cli.runtime import CliError, Opened, Runtime
from core.errors import LoyaltyError
from core.program import ProgramError

app = typer.Typer(
    name="jiafen",
    help="A consumer-points programme that a member lives with in a chat.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("run")(run.run)
app.command("migrate")(migrations.migrate)
app.command("doctor")(doctor.doctor)
app.add_typer(merchants.app, name="merchant")
app.add_typer(operators.app, name="operator")
app.add_typer(purchases.app, name="import")
app.add_typer(redemptions.app, name="voucher")
app.command("job")(jobs.job)
app.command("demo")(demo.demo)


def main(
    arguments: Sequence[str], runtime: Runtime, *, expected: tuple[type[Exception], ...] = ()
) -> int:
    """Run one command; the exit code, after one line on stderr if it is 1.

    `expected` are the runtime's own errors whose text is one line. `jiafen` alone is `jiafen run`,
    and `jiafen worker` is `jiafen run worker`.
    """
    one_line: tuple[type[Exception], ...] = (CliError, *expected)
    given = list(arguments)
    if not given or given[0] in run.ROLES:
        given.insert(0, "run")
    try:
        lent = replace(runtime, opened=lambda: _worded(runtime.opened()))
        code = app(given, prog_name="jiafen", obj=lent, standalone_mode=False)
    except ProgramError as error:
        return _refused(rulebook.words(error))
    except one_line as error:
        return _refused(str(error))
    except typer.TyperException as error:
        return _refused(mistakes.words(error))
    except typer.Abort:
        return _refused("interrupted")
    return int(code or 0)


@asynccontextmanager
async def _worded(opening: AbstractAsyncContextManager[Opened]) -> AsyncIterator[Opened]:
    """The programme, open; what it refuses is told in its own words and in its zone."""
    async with opening as opened:
        try:
            yield opened
        except LoyaltyError as error:
            words = opened.texts.language("en").plain(error.code, **error.facts)
            raise CliError(words) from None


def _refused(words: str) -> int:
    typer.echo(f"jiafen: {' '.join(words.split())}", err=True)
    return 1
