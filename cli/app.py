"""Gathers the commands; turns an expected error into one line on stderr and exit code 1."""

from __future__ import annotations

import re
from collections.abc import Sequence

import typer

from cli import demo, doctor, jobs, merchants, migrations, operators, purchases, redemptions, run
from cli.access import Access, CliError
from core.errors import LoyaltyError
from locales import Texts

WRONG_VALUE = re.compile(r"Invalid value for '([^:]+)': (.*)", re.DOTALL)

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
    arguments: Sequence[str], access: Access, *, expected: tuple[type[Exception], ...] = ()
) -> int:
    """Run one command and return its exit code; before a 1, print one line on stderr.

    `expected` are further errors whose text is one line. `jiafen` alone is `jiafen run`,
    and `jiafen worker` is `jiafen run worker`.
    """
    one_line: tuple[type[Exception], ...] = (CliError, *expected)
    given = list(arguments)
    if not given or given[0] in run.ROLES:
        given.insert(0, "run")
    try:
        code = app(given, prog_name="jiafen", obj=access, standalone_mode=False)
    except LoyaltyError as error:
        return _refused(Texts.load().language("en").plain(error.code, **error.facts))
    except one_line as error:
        return _refused(str(error))
    except typer.TyperException as error:
        return _refused(_mistyped(error))
    except typer.Abort:
        return _refused("interrupted")
    return int(code or 0)


def _mistyped(error: typer.TyperException) -> str:
    """What was typed wrongly, and which --help explains it."""
    words = error.format_message()
    if found := WRONG_VALUE.fullmatch(words):  # the message says what a right value is
        return f"{found[1]}: {found[2]}"
    if "Did you mean" in words:
        return words
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "jiafen"
    return f"{words.rstrip('.')}; `{command} --help` tells what there is"


def _refused(words: str) -> int:
    typer.echo(f"jiafen: {' '.join(words.split())}", err=True)
    return 1
