"""Buttons that were sent stay good: the data of each is packed and read as it always was.

Old messages keep their buttons. When this test fails because a button's fields changed, raise the
version in the prefix, keep the old class for two days, and add a line here for the new one.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from bot import handlers

AN_ID = UUID("0198c0de-0000-7000-8000-00000000abcd")
SENT: list[tuple[str, dict[str, Any]]] = [
    ("auto1:17", {"percent": 17}),
    ("consent1:word:1", {"purpose": "word", "given": True}),
    ("consent1:word:0", {"purpose": "word", "given": False}),
    ("erase1", {}),
    ("event1:0198c0de00007000800000000000abcd", {"event": AN_ID}),
    ("export1", {}),
    ("family1:word", {"name": "word"}),
    ("go1:word", {"name": "word"}),
    ("greet1:1", {"newcomer": True}),
    ("greet1:0", {"newcomer": False}),
    ("greetin1:word:1", {"language": "word", "newcomer": True}),
    ("greetin1:word:0", {"language": "word", "newcomer": False}),
    ("head1:0198c0de00007000800000000000abcd", {"to": AN_ID}),
    ("history1:17", {"before": 17}),
    ("history1:", {}),
    ("invited1:1", {"accept": True}),
    ("invited1:0", {"accept": False}),
    ("join1:word:1", {"token": "word", "accept": True}),
    ("join1:word:0", {"token": "word", "accept": False}),
    ("language1:word", {"language": "word"}),
    ("leave1:0198c0de00007000800000000000abcd:17", {"family": AN_ID, "since": 17}),
    ("move1:take:17:word", {"way": "take", "points": 17, "key": "word"}),
    ("move1:put:17:word", {"way": "put", "points": 17, "key": "word"}),
    ("open1:word", {"name": "word"}),
    ("paid1:17:17", {"entry": 17, "before": 17}),
    ("paid1:17:", {"entry": 17}),
    (
        "quote1:0198c0de00007000800000000000abcd:purse:17",
        {"reward": AN_ID, "source": "purse", "seat": 17},
    ),
    ("quote1:0198c0de00007000800000000000abcd:purse:", {"reward": AN_ID, "source": "purse"}),
    ("redeem1:0198c0de00007000800000000000abcd", {"quote": AN_ID}),
    ("revoke1:word", {"id": "word"}),
    ("reward1:0198c0de00007000800000000000abcd", {"reward": AN_ID}),
    ("rewards1:17", {"start": 17}),
    ("rules1:0198c0de00007000800000000000abcd", {"reward": AN_ID}),
    ("voucher1:word", {"code": "word"}),
    ("vouchers1:17", {"start": 17}),
    ("why1:17:17", {"entry": 17, "before": 17}),
    ("why1:17:", {"entry": 17}),
]
"""The data of every kind of button that members may still have before them, and its fields."""

KINDS = {kind.__prefix__: kind for kind in handlers.BUTTONS}


@pytest.mark.parametrize(("packed", "fields"), SENT)
def test_buttons_already_sent_are_still_read(packed: str, fields: dict[str, Any]) -> None:
    kind = KINDS[packed.partition(":")[0]]
    assert kind.unpack(packed) == kind(**fields)


@pytest.mark.parametrize(("packed", "fields"), SENT)
def test_button_data_keep_their_format(packed: str, fields: dict[str, Any]) -> None:
    kind = KINDS[packed.partition(":")[0]]
    assert kind(**fields).pack() == packed


def test_every_button_has_a_version_and_stands_in_the_list() -> None:
    assert {packed.partition(":")[0] for packed, _ in SENT} == set(KINDS)
    assert all(prefix[-1].isdigit() for prefix in KINDS)
