"""Starts Jiafen: `python main.py`, and the console command `jiafen`."""

from __future__ import annotations

import runtime.quick_import  # noqa: F401 -- before aiogram, which the imports below bring along

# isort: split
import sys

import cli as command_line
from composition.command_line import command_access
from core.program import ProgramError
from runtime import startup

EXPECTED = (*startup.ERRORS, ProgramError)
"""Errors that a user can mend: each is printed as one line, with exit code 1."""


def cli() -> None:
    """Run the command that the arguments name; without one, every role."""
    sys.exit(command_line.main(sys.argv[1:], command_access(), expected=EXPECTED))


if __name__ == "__main__":
    cli()
