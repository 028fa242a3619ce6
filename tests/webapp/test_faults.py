"""Every kind of bad input is told in our words, in the reader's language, and none in a library's.

The real schemas are asked; what they find and what they say is compared with the catalogues.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from core.members import Member
from locales import LANGUAGES, Texts
from tests.webapp.conftest import SECRET_KEY, WEBHOOK_SECRET, Client, SetClock, Till, a_purchase
from webapp import faults, schemas
from webapp.calls import CALLS
from webapp.faults import KINDS, OTHER, PATTERNS
from webapp.routes import families, settings
from webapp.routes.redemptions import buying
from webapp.session import mint_token

NUMBER = "JF-7K2M-9QFT-7"
ID = "2f1c8e0a-6f0e-4e39-9b53-6c1f5f4a7d10"
IN_THE_APP: tuple[type[BaseModel], ...] = (
    families.NewFamily,
    families.Joining,
    families.Moving,
    families.Part,
    families.Heir,
    families.Leaving,
    settings.LanguageChoice,
    settings.ConsentChoice,
    buying.NewQuote,
    buying.NewRedemption,
)
ALL = (*(call.body for call in CALLS if call.body), *IN_THE_APP)

Bad = tuple[type[BaseModel], Any, str, str]


def sale(**changes: Any) -> dict[str, Any]:
    return a_purchase(NUMBER, **changes)


def item(**changes: Any) -> dict[str, Any]:
    return {"sku": "1", "name": "茶", "amount": "300.00", **changes}


def event(**changes: Any) -> dict[str, Any]:
    whole = {"theme": "spring", "title": {}, "from": "2025-01-20T00:00:00+08:00"}
    return whole | {"until": "2025-02-05T00:00:00+08:00"} | changes


def reward(**changes: Any) -> dict[str, Any]:
    return {"kind": "goods", "title": {}, "points": 5, "market_price": "5.00"} | changes


PURCHASE, EVENT, REWARD = schemas.NewPurchase, schemas.NewEvent, schemas.NewReward
BAD: dict[str, Bad] = {
    "no object": (PURCHASE, [], "body", "object"),
    "nothing": (PURCHASE, {"receipt": "R"}, "member", "missing"),
    "an unknown field": (PURCHASE, sale(tip=1), "tip", "unknown"),
    "a number for an amount": (PURCHASE, sale(amount=300.0), "amount", "paid"),
    "another form of amount": (PURCHASE, sale(amount="300"), "amount", "paid"),
    "too long an amount": (PURCHASE, sale(amount="9" * 30 + ".00"), "amount", "paid"),
    "a negative item": (PURCHASE, sale(items=[item(amount="-1.00")]), "items.0.amount", "amount"),
    "a bad receipt": (PURCHASE, sale(receipt="a/b"), "receipt", "name"),
    "a receipt of another type": (PURCHASE, sale(receipt=7), "receipt", "text"),
    "a local time": (PURCHASE, sale(occurred_at="2025-01-10T12:00:00"), "occurred_at", "moment"),
    "a time as a number": (PURCHASE, sale(occurred_at=1736481600), "occurred_at", "moment"),
    "30 February": (
        PURCHASE,
        sale(occurred_at="2025-02-30T12:00:00Z"),
        "occurred_at",
        "no-such-day",
    ),
    "another channel": (PURCHASE, sale(channel="cash"), "channel", "choice"),
    "too long a member": (PURCHASE, sale(member="x" * 65), "member", "long"),
    "an empty member": (PURCHASE, sale(member=""), "member", "short"),
    "items that are no list": (PURCHASE, sale(items={}), "items", "list"),
    "an item that is no object": (PURCHASE, sale(items=["tea"]), "items.0", "object"),
    "too many items": (PURCHASE, sale(items=[item()] * 501), "items", "many"),
    "no yes or no": (PURCHASE, sale(items=[item(green=1)]), "items.0.green", "switch"),
    "NUL": (PURCHASE, sale(items=[item(name="a\0b")]), "items.0.name", "nul"),
    "NUL in a category": (PURCHASE, sale(items=[item(category="\0")]), "items.0.category", "nul"),
    "attributes that are none": (
        PURCHASE,
        sale(items=[item(attributes=[])]),
        "items.0.attributes",
        "object",
    ),
    "an empty batch": (schemas.NewPurchases, {"purchases": []}, "purchases", "few"),
    "no line": (schemas.NewRefund, {"refund": "F", "items": []}, "items", "few"),
    "amount and items": (schemas.NewRefund, {"refund": "F"}, "body", "one-of-two"),
    "line 0": (
        schemas.NewRefund,
        {"refund": "F", "items": [{"line": 0, "amount": "1.00"}]},
        "items.0.line",
        "small",
    ),
    "a theme in capitals": (EVENT, event(theme="Spring"), "theme", "theme"),
    "a multiplier of 101": (EVENT, event(multiplier="101"), "multiplier", "multiplier"),
    "a multiplier as a number": (EVENT, event(multiplier=2), "multiplier", "multiplier"),
    "a price for no id": (EVENT, event(prices={"tea": 5}), "prices.tea", "id"),
    "a text in French": (EVENT, event(title={"fr": "Thé"}), "title.fr", "choice"),
    "points as text": (REWARD, reward(points="5"), "points", "number"),
    "half a point": (REWARD, reward(points=2.5), "points", "number"),
    "too many points": (REWARD, reward(points=10**400), "points", "large"),
    "an id that is none": (buying.NewQuote, {"reward": "tea"}, "reward", "id"),
    "an id of another type": (buying.NewQuote, {"reward": 7}, "reward", "id"),
    "an heir that is no id": (families.Heir, {"member": "-" * 36}, "member", "id"),
    "another purpose": (
        settings.ConsentChoice,
        {"purpose": "all", "given": True},
        "purpose",
        "choice",
    ),
}


def found(model: type[BaseModel], plain: Any) -> list[faults.Fault]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(plain)
    return faults.found(caught.value)


@pytest.mark.parametrize("name", BAD)
def test_each_kind_of_bad_input_has_a_text_of_ours(name: str, texts: Texts) -> None:
    model, plain, at, kind = BAD[name]
    first = next(one for one in found(model, plain) if one.at == at)
    assert first.message == f"api-fault-{kind}"
    for language in LANGUAGES:
        told = first.told(texts.language(language))
        expected = texts.language(language).plain(first.message, **first.facts)
        assert told["at"] == at
        assert told["why"].endswith(expected)


def test_no_kind_in_the_table_goes_untried() -> None:
    tried = {f"api-fault-{kind}" for _, _, _, kind in BAD.values()}
    assert {*KINDS.values(), *PATTERNS.values()} == tried


def patterns(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        if isinstance(shape.get("pattern"), str):
            yield shape["pattern"]
        for part in shape.values():
            yield from patterns(part)
    elif isinstance(shape, list):
        for part in shape:
            yield from patterns(part)


def test_every_pattern_of_a_schema_has_a_text() -> None:
    """Those of amounts and moments say it by a kind of their own."""
    own_kind = r"\\\.\[0-9\]|T\(\[01\]|\|100\)"
    asked = {pattern for model in ALL for pattern in patterns(model.model_json_schema())}
    assert {one for one in asked if not re.search(own_kind, one)} == set(PATTERNS)


def test_a_kind_that_we_do_not_know_is_told_in_general(texts: Texts) -> None:
    class Strange(BaseModel):
        when: bytes
        how: float

    seen = found(Strange, {"when": 5, "how": "much"})
    assert [(one.at, one.message) for one in seen] == [("when", OTHER), ("how", OTHER)]
    assert seen[0].told(texts.language("en"))["why"].startswith("This is not as described.")


def test_what_a_caller_sent_is_named_shortly_and_visibly(texts: Texts) -> None:
    hostile = "\u202e<b>\0\n" + "x" * 500
    [one] = found(PURCHASE, sale(**{hostile: 1}))
    told = one.told(texts.language("en"))
    assert told["why"].startswith(r"There is no field “\u202e<b>\x00\nx")
    assert told["at"].isprintable()
    assert told["why"].isprintable()
    assert max(map(len, told.values())) < 120


def test_a_limit_is_told_as_a_number_and_a_choice_by_its_names(texts: Texts) -> None:
    en = texts.language("en")
    [long] = found(PURCHASE, sale(member="x" * 65))
    [choice] = found(PURCHASE, sale(channel="cash"))
    [large] = found(REWARD, reward(points=10**10))
    assert long.told(en)["why"] == "Too long: at most 64 characters."
    assert choice.told(en)["why"] == "Choose one of: till, online, card, file."
    assert large.told(en)["why"] == "Too large: at most 1,000,000,000."


async def refused(till: Till, body: bytes, language: str) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", "Accept-Language": language}
    answer = await till.call("POST", "/purchases", data=body, headers=headers)
    problem: dict[str, Any] = await answer.json()
    return problem


@pytest.mark.parametrize(
    ("body", "english", "chinese"),
    [
        (b"", "The body is empty. Send JSON.", "请求体是空的，请发送 JSON。"),
        (
            b'{"receipt":\n}',
            "The body cannot be read as JSON. Look near line 2, column 1.",
            "请求体无法按 JSON 读取，请检查第 2 行第 1 列附近。",
        ),
        (
            b'{"a":1,"a":2}',
            "The body gives the same field twice. Look near line 1, column 12.",
            "同一个字段出现了两次，请检查第 1 行第 12 列附近。",
        ),
        (
            b"[" + b" " * 70_000 + b"]",
            "The body is too large: this call takes at most 65,536 bytes.",
            "请求体过大，这个接口最多接受 65,536 字节。",
        ),
        (
            json.dumps(a_purchase(NUMBER, amount="300")).encode(),
            'amount: Write an amount above zero as text with two decimals, such as "300.00".',
            'amount：金额须大于零，带两位小数，写成文本，例如 "300.00"。',
        ),
        (
            json.dumps(a_purchase(NUMBER, channel="x", receipt="/", tip=1)).encode(),
            (
                "receipt: Use 1 to 64 of A–Z a–z 0–9 - _ . : and nothing else."
                " 2 more places are named in “errors”."
            ),
            "receipt：须为 1 到 64 个字符，只用 A–Z、a–z、0–9 和 - _ . :。另有 2 处，见 “errors”。",
        ),
    ],
)
async def test_a_refusal_says_what_to_do(
    till: Till, body: bytes, english: str, chinese: str
) -> None:
    assert (await refused(till, body, "en"))["detail"] == english
    assert (await refused(till, body, "zh"))["detail"] == chinese


async def test_parameters_and_heads_are_told_in_the_same_words(till: Till) -> None:
    english = {"Accept-Language": "en"}
    stray = await (await till.get("/events?stat=draft", headers=english)).json()
    wrong = await (await till.get("/events?state=drft", headers=english)).json()
    key = {**english, "Idempotency-Key": "a b"}
    keyed = await (await till.post("/events", {}, headers=key)).json()
    assert stray["detail"] == "stat: There is no field “stat”. Correct its name or leave it out."
    assert wrong["detail"] == "state: Choose one of: draft, published, live, ended."
    assert keyed["detail"].startswith("Idempotency-Key: Use 1 to 64 of")


async def test_each_door_says_in_its_own_words_who_may_pass(
    client: Client, a_member: Any, clock: SetClock
) -> None:
    english = {"Accept-Language": "en"}
    ended = mint_token((await a_member()).id, secret=SECRET_KEY, at=clock())
    clock.forward(hours=2)
    doors = {
        ("GET", "/api/v1/events", ""): "Send your API key",
        ("GET", "/app/api/home", f"Bearer {ended}"): "Your session has ended.",
        ("POST", "/app/session", "tma x=1"): "Telegram does not confirm who opened the app.",
        ("POST", "/telegram/webhook", ""): "Only Telegram may call this address",
    }
    for (method, path, proof), begins in doors.items():
        headers = {**english, **({"Authorization": proof} if proof else {})}
        answer = await client.request(method, path, headers=headers)
        problem = await answer.json()
        assert (answer.status, problem["code"]) == (401, "api-unauthorized")
        assert problem["detail"].startswith(begins), path
    assert WEBHOOK_SECRET not in problem["detail"]


async def test_members_of_the_app_read_their_own_language(
    client: Client, a_member: Any, clock: SetClock
) -> None:
    member: Member = await a_member()
    token = mint_token(member.id, secret=SECRET_KEY, at=clock())
    answer = await client.post(
        "/app/api/family/contribute",
        json={"points": "5"},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert (await answer.json())["detail"] == "points：须为整数，不加引号，例如 5。"
