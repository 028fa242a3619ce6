"""The errors of a request are written in our words, in the caller's language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from locales import Texts
from webapp.api.calls import CALLS
from webapp.api.catalog.draft_reward import NewReward
from webapp.api.purchases.record import NewPurchase
from webapp.api.purchases.refund import NewRefund
from webapp.edge import validation
from webapp.miniapp.families import amounts, membership
from webapp.miniapp.members import settings
from webapp.miniapp.redemptions import quotes, redeem

TEXTS = Texts.load()
MINIAPP = [
    body
    for module in (quotes, redeem, membership, amounts, settings)
    for body in vars(module).values()
    if isinstance(body, type) and issubclass(body, BaseModel) and body.__module__ == module.__name__
]
BODIES = [*dict.fromkeys(call.body for call in CALLS if call.body), *MINIAPP]
SALE: dict[str, Any] = {
    "receipt": "R-1",
    "member": "JF-7K2M-9QFT-7",
    "amount": "300.00",
    "occurred_at": "2025-01-10T12:00:00+08:00",
}
ITEM = {"sku": "a", "name": "b", "amount": "1.00"}

WRONG: dict[str, list[tuple[Any, str]]] = {
    "receipt": [("a b", "must be 1 to 64 letters"), (1, "must be text, in quotes")],
    "member": [("", "1 character or more"), ("x" * 65, "64 characters or fewer")],
    "amount": [
        (300.0, "must be text, in quotes"),
        ("1e3", "must be above zero, in yuan with two decimals"),
        ("-1.00", "must be above zero"),
        ("0.00", "must be above zero"),
        ("9" * 20 + ".00", "13 characters or fewer"),
    ],
    "occurred_at": [
        ("2025-01-10", "must be a moment with its offset"),
        ("2025-02-30T12:00:00Z", "must be a moment with its offset"),
    ],
    "channel": [("shop", "must be one of: till, online, card, file")],
    "items": [
        ("x", "must be a list"),
        ([1], "must be an object of names and values"),
        ([ITEM] * 501, "500 entries or fewer"),
        ([ITEM | {"amount": "1"}], 'must be yuan with two decimals, such as "300.00"'),
        ([ITEM | {"green": "yes"}], "must be true or false"),
        ([ITEM | {"name": "a\x00"}], "must not contain the null character"),
        ([ITEM | {"attributes": {str(n): "x" for n in range(9)}}], "8 entries or fewer"),
    ],
    "points": [(1, "is not known here")],
}


def errors_in_words(
    body: type[BaseModel], plain: Any, language: str = "en"
) -> list[dict[str, str]]:
    """The errors of a body as a caller reads them."""
    with pytest.raises(ValidationError) as refused:
        body.model_validate(plain)
    return [
        error.in_words(TEXTS.language(language)) for error in validation.field_errors(refused.value)
    ]


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [(name, value, why) for name, cases in WRONG.items() for value, why in cases],
)
def test_a_wrong_value_is_named_and_the_right_form_said(name: str, value: Any, why: str) -> None:
    (error,) = errors_in_words(NewPurchase, SALE | {name: value})
    assert error["at"].startswith(name)
    assert why in error["why"]


def test_missing_fields_are_named() -> None:
    assert errors_in_words(NewRefund, {"amount": "1.00"}) == [{"at": "refund", "why": "is missing"}]
    assert errors_in_words(NewRefund, {"refund": "F-1"}) == [
        {"at": "", "why": "write amount or items, one of the two"}
    ]
    assert errors_in_words(NewRefund, {"refund": "F-1"}, "zh-Hans")[0]["why"] == (
        "amount 和 items 写一个，也只写一个"
    )


def test_other_calls_say_their_own_limits() -> None:
    reward = {"kind": "cash", "title": {}, "points": 0, "market_price": "1.00", "limit": 1.5}
    assert {error["at"]: error["why"] for error in errors_in_words(NewReward, reward)} == {
        "kind": "must be one of: goods, service, coupon",
        "points": "must be 1 or more",
        "limit": "must be a whole number, without quotes",
    }


NAMES = {field.alias or name for body in BODIES for name, field in body.model_fields.items()}
WORDS = st.sampled_from([*sorted(NAMES), "zh-Hans", "x", ""])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=9),
    max_leaves=24,
)


def field_errors_of(body: type[BaseModel], plain: Any) -> list[validation.FieldError]:
    """The errors of a body; empty for a valid one."""
    try:
        body.model_validate(plain)
    except ValidationError as error:
        return validation.field_errors(error)
    return []


@pytest.mark.parametrize("body", BODIES)
@given(plain=VALUES)
def test_errors_never_use_the_validators_words(body: type[BaseModel], plain: Any) -> None:
    for error in field_errors_of(body, plain):
        assert error.kind != validation.OTHER, error
        for language in ("en", "zh-Hans"):
            said = json.dumps(error.in_words(TEXTS.language(language)), ensure_ascii=False)
            assert len(said) < 500
            assert "Input" not in said
            assert "^" not in said
