"""The command line: a face like the others, for the people who run the programme."""

from cli.app import main
from cli.runtime import CliError, Database, Opened, Runtime

__all__ = ["CliError", "Database", "Opened", "Runtime", "main"]
