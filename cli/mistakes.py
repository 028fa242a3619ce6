"""Says in our words what is wrong with a command line: what it is about, and what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import typer

_QUOTED: Final = re.compile(r"'([^']*)'|\(([^)]*)\)$")


def words(error: typer.TyperException) -> str:
    """One line. A value that is refused by a parser of ours keeps that parser's words."""
    return KINDS.get(type(error).__name__, _unclear)(error)


def _bad(error: Any) -> str:
    return f"{_name(error.param)}: {error.message}" if error.param else str(error.message)


def _missing(error: Any) -> str:
    return f"{_name(error.param)} is missing; {_help(error)}"


def _no_option(error: Any) -> str:
    near = f"did you mean {error.possibilities[0]}? " if error.possibilities else ""
    return f"there is no option {error.option_name}; {near}{_help(error)}"


def _option_misused(error: Any) -> str:
    takes = "needs a value" if "requires" in error.message else "takes no value"
    return f"{error.option_name} {takes}; add --help to see how it is written"


def _unclear(error: Any) -> str:
    """A command that is missing or unknown, or one word too many."""
    context = error.ctx
    offered = list(getattr(context.command, "commands", ())) if context else []
    said = _QUOTED.search(str(error))
    given = (said[1] or said[2]) if said else ""
    if not offered:
        return f"{given!r} is too much here; {_help(error)}" if given else _help(error)
    there_are = f"{context.command_path} has {', '.join(offered)}"
    if not given:
        return f"a command is missing; {there_are}"
    near = difflib.get_close_matches(given, offered, n=1)
    return f"there is no command {given!r}; " + (f"did you mean {near[0]}?" if near else there_are)


def _name(param: Any) -> str:
    """How the parameter is written: --licence, or ID."""
    option: str = param.opts[-1]
    return option if option.startswith("-") else param.metavar or param.name.upper()


def _help(error: Any) -> str:
    return f"{error.ctx.command_path if error.ctx else 'jiafen'} --help tells how it is written"


KINDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "BadParameter": _bad,
    "MissingParameter": _missing,
    "NoSuchOption": _no_option,
    "BadOptionUsage": _option_misused,
}
"""By the names of typer's classes, of which it offers one only."""
