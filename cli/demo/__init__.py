"""`demo`: a small programme to look around in, made by public commands only."""

from cli.demo.loading import Loaded as Loaded
from cli.demo.loading import demo as demo
from cli.demo.loading import load as load
from cli.demo.people import NEWCOMER as NEWCOMER
from cli.demo.people import PEOPLE as PEOPLE
from cli.demo.people import Character as Character
