"""`demo`: a small world to look around in, made through the public commands only."""

from cli.demo.command import demo
from cli.demo.loading import Loaded, load
from cli.demo.people import NEWCOMER, PEOPLE, Character

__all__ = ["NEWCOMER", "PEOPLE", "Character", "Loaded", "demo", "load"]
