"""Imports aiogram in a third of its time: its types are made ready when they are first used.

On import aiogram builds the validators of all of its four hundred types, most of which nobody
ever uses: 5 of 7 seconds of a start. Pydantic builds a validator on first use anyway, if it finds
the names that the type's annotations mention; aiogram's modules lack them (they are imported for
the type checker only), so they are given to them here. Import this before aiogram.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from pydantic import BaseModel


@contextmanager
def _building_put_off() -> Iterator[dict[str, Any]]:
    """Meanwhile a model that is handed names to build with keeps them for later."""
    build = BaseModel.__dict__["model_rebuild"]
    names: dict[str, Any] = {}

    def put_off(cls: type[BaseModel], /, **arguments: Any) -> bool | None:
        if given := arguments.get("_types_namespace"):
            names.update(given)
            return None
        return build.__func__(cls, **arguments)  # type: ignore[no-any-return]

    with mock.patch.object(BaseModel, "model_rebuild", classmethod(put_off)):
        yield names


def _import_aiogram() -> None:
    with _building_put_off() as names:
        import aiogram  # noqa: F401, PLC0415 -- this moment is the point
    for name, module in list(sys.modules.items()):
        if name.startswith("aiogram.types."):
            missing = names.keys() - vars(module).keys()
            vars(module).update({key: names[key] for key in missing})


if "aiogram" not in sys.modules:
    _import_aiogram()
