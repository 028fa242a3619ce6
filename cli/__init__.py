"""The command line: a face like the others, for the people who run the programme."""

from cli.access import Access, CliError, Database, OpenProgram
from cli.app import main

__all__ = ["Access", "CliError", "Database", "OpenProgram", "main"]
