"""Imports aiogram 3.31.0 in a third of its time, by patching pydantic while it is imported.

Checked with aiogram 3.31.0 (`AIOGRAM`) only; with any other version nothing is patched, and a start
takes five seconds longer until the test of this module has passed with that version.

On import aiogram builds the validators of all of its four hundred types, most of which are never
used: 5 of 7 seconds of a start. Pydantic builds a validator on first use anyway, if it finds the
names that the type's annotations mention. Aiogram's modules lack these names, because they are
imported for the type checker only, so they are added here. Import this module before aiogram.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import Any
from unittest import mock

from pydantic import BaseModel

AIOGRAM = "3.31.0"


@contextmanager
def _deferred_builds() -> Iterator[dict[str, Any]]:
    """Meanwhile aiogram's calls of `model_rebuild` build nothing; yields the names they bring."""
    build = BaseModel.__dict__["model_rebuild"]
    names: dict[str, Any] = {}

    def defer(cls: type[BaseModel], /, **arguments: Any) -> bool | None:
        if given := arguments.get("_types_namespace"):
            names.update(given)
            return None
        return build.__func__(cls, **arguments)  # type: ignore[no-any-return]

    with mock.patch.object(BaseModel, "model_rebuild", classmethod(defer)):
        yield names


def _import_aiogram() -> None:
    with _deferred_builds() as names:
        import aiogram  # noqa: F401, PLC0415 -- this moment is the point
    for name, module in list(sys.modules.items()):
        if name.startswith("aiogram.types."):
            missing = names.keys() - vars(module).keys()
            vars(module).update({key: names[key] for key in missing})


if "aiogram" not in sys.modules and version("aiogram") == AIOGRAM:
    _import_aiogram()
