"""An entry in the table of methods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.parameters import Parameters
from playground.state import PlaygroundState


@dataclass(frozen=True)
class Method:
    """A method: the function, and every parameter that it reads."""

    run: Callable[[PlaygroundState, Parameters], Any]
    parameters: frozenset[str] = frozenset()
    takes_files: bool = False


def method(
    run: Callable[[PlaygroundState, Parameters], Any],
    parameters: str = "",
    *,
    takes_files: bool = False,
) -> Method:
    """An entry, with the parameters as one string of names."""
    return Method(run, frozenset(parameters.split()), takes_files)
