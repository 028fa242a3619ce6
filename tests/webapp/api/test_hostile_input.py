"""Every hostile body is answered with a clear 4xx in problem+json, and nothing is written."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from yarl import URL

from core.members import Member
from tests.webapp.conftest import V1, ApiTill, a_purchase

JSON = {"Content-Type": "application/json"}
NUMBER = "JF-7K2M-9QFT-7"


def changed(**changes: Any) -> bytes:
    return json.dumps(a_purchase(NUMBER, **changes)).encode()


def with_raw(name: str, raw: str) -> bytes:
    """A purchase in which one field is written as given, be it JSON or not."""
    return json.dumps(a_purchase(NUMBER, **{name: "@"})).replace('"@"', raw).encode()


def an_item(**changes: Any) -> dict[str, Any]:
    return {"sku": "1", "name": "茶", "amount": "300.00", **changes}


UNREADABLE = {
    "nothing": b"",
    "no JSON": b"receipt=R-1&amount=300.00",
    "cut off": changed()[:-1],
    "two documents": changed() + changed(),
    "not UTF-8": changed().replace(b"300.00", b"\xff\xfe"),
    "UTF-16": changed().decode().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + changed(),
    "half a surrogate pair": with_raw("member", r'"\ud800"'),
    "an encoded surrogate": changed(member="@").replace(b"@", b"\xed\xa0\x80"),
    "a raw control character": with_raw("member", '"\x01"'),
    "NaN": with_raw("amount", "NaN"),
    "Infinity": with_raw("amount", "-Infinity"),
    "a name twice": b'{"receipt":"R-0",' + changed()[1:],
    "a name twice inside": with_raw("items", '[{"sku":"1","sku":"2"}]'),
    "very deep lists": b"[" * 60_000,
    "very deep objects": b'{"a":' * 12_000,
    "a number of 60,000 digits": with_raw("amount", "9" * 60_000),
}

WRONG: dict[str, bytes] = {
    "a list": b"[]",
    "null": b"null",
    "a text": b'"purchase"',
    "an unknown field": changed(points=5),
    "no receipt": json.dumps({"member": NUMBER}).encode(),
    "a float": changed(amount=300.0),
    "an integer": changed(amount=300),
    "an exponent": with_raw("amount", "1e3"),
    "an exponent as text": changed(amount="1e3"),
    "an infinite exponent": with_raw("amount", "1e999999"),
    "a huge integer": with_raw("amount", "9" * 400),
    "a negative amount": changed(amount="-1.00"),
    "a plus sign": changed(amount="+1.00"),
    "one decimal": changed(amount="1.0"),
    "three decimals": changed(amount="1.000"),
    "no decimals": changed(amount="1"),
    "a comma": changed(amount="1,00"),
    "a space": changed(amount=" 1.00"),
    "a line feed": changed(amount="1.00\n"),
    "Arabic digits": changed(amount="٣٠٠.٠٠"),
    "eleven digits": changed(amount="10000000000.00"),
    "no money": changed(amount="0.00"),
    "true": changed(amount=True),
    "an amount that is null": changed(amount=None),
    "an empty receipt": changed(receipt=""),
    "a long receipt": changed(receipt="x" * 65),
    "a receipt with a slash": changed(receipt="a/b"),
    "a receipt with a line feed": changed(receipt="R-1\n"),
    "a Chinese receipt": changed(receipt="小票"),
    "a number as receipt": changed(receipt=7),
    "no moment": changed(occurred_at=""),
    "a local moment": changed(occurred_at="2025-01-10T12:00:00"),
    "a date": changed(occurred_at="2025-01-10"),
    "a Unix time": changed(occurred_at=1736481600),
    "a Unix time as text": changed(occurred_at="1736481600"),
    "the year 1": changed(occurred_at="0001-01-01T00:00:00+14:00"),
    "the year 9999": changed(occurred_at="9999-12-31T23:59:59-14:00"),
    "30 February": changed(occurred_at="2025-02-30T12:00:00Z"),
    "25 o'clock": changed(occurred_at="2025-01-10T25:00:00Z"),
    "a leap second": changed(occurred_at="2025-01-10T23:59:60Z"),
    "a day's offset": changed(occurred_at="2025-01-10T12:00:00+24:00"),
    "another channel": changed(channel="cash"),
    "a list as member": changed(member=[NUMBER]),
    "an empty member": changed(member=""),
    "items that are no list": changed(items={}),
    "501 items": changed(items=[an_item(amount="0.00") for _ in range(501)]),
    "an item of text": changed(items=["tea"]),
    "green as text": changed(items=[an_item(green="true")]),
    "green as a number": changed(items=[an_item(green=1)]),
    "nine attributes": changed(items=[an_item(attributes={str(n): "x" for n in range(9)})]),
    "an attribute of 1": changed(items=[an_item(attributes={"size": 1})]),
    "NUL in a name": changed(items=[an_item(name="a\0b")]),
    "NUL in an attribute's name": changed(items=[an_item(attributes={"a\0": "b"})]),
    "NUL in a category": changed(items=[an_item(category="\0")]),
    "a negative item": changed(items=[an_item(amount="-1.00"), an_item(amount="301.00")]),
    "a long name": changed(items=[an_item(name="x" * 129)]),
}


async def refusals(till: ApiTill, bodies: dict[str, bytes]) -> dict[str, tuple[int, str]]:
    """The status and code of each body's refusal."""
    refused = {}
    for name, body in bodies.items():
        answer = await till.call("POST", "/purchases", data=BytesIO(body), headers=JSON)
        raw = await answer.read()
        assert len(raw) < 8_000, name
        problem = json.loads(raw)
        assert answer.content_type == "application/problem+json", name
        assert problem["detail"], name
        assert answer.status != 422 or all(error["why"] for error in problem["errors"]), name
        refused[name] = (answer.status, problem["code"])
    return refused


async def test_body_without_valid_json_is_malformed(till: ApiTill) -> None:
    refused = await refusals(till, UNREADABLE)
    assert refused == dict.fromkeys(UNREADABLE, (400, "api-malformed"))


@pytest.mark.parametrize("body", [b"", b" \n"])
async def test_empty_body_is_named_empty(till: ApiTill, body: bytes) -> None:
    for language, words in (
        ("en", "The body is empty: send a JSON object"),
        ("zh", "请求体是空的"),
    ):
        headers = {**JSON, "Accept-Language": language}
        answer = await till.call("POST", "/purchases", data=BytesIO(body), headers=headers)
        problem = await answer.json()
        assert (answer.status, problem["code"]) == (400, "api-malformed")
        assert problem["detail"].startswith(words)
        assert problem["facts"] == {}


async def test_body_outside_the_schema_is_invalid(till: ApiTill) -> None:
    refused = await refusals(till, WRONG)
    assert refused == dict.fromkeys(WRONG, (422, "api-invalid"))


MEMBERS = (
    "JF-0000-0000-1",
    "JF",
    "a\0b",
    "%",
    "<b>&{$name}",
    "'; DROP TABLE member; --",
    "00000000-0000-0000-0000-000000000000",
    "ABCD-EFGH-JKMN-PQRS-TVWX",
    "会员",
    "𝟟" * 20,
)


async def test_a_member_that_is_nobody_is_not_found(till: ApiTill) -> None:
    for member in MEMBERS:
        answer = await till.post("/purchases", a_purchase(member))
        assert (answer.status, (await answer.json())["code"]) == (404, "members-unknown"), member


async def test_an_address_that_names_nobody_is_not_found(till: ApiTill) -> None:
    for path in ("%00", "%ff", "%F0%9F%8E%89", "..%2f..", "x" * 5000, "%7Bmember%7D"):
        url = URL(f"{till.client.make_url(V1)}/members/{path}", encoded=True)
        headers = {"Authorization": f"Bearer {till.api_key}"}
        answer = await till.client.session.get(url, headers=headers)
        assert answer.status == 404, path
        assert (await answer.json())["code"] in {"members-unknown", "api-not-found"}


async def test_names_with_markup_are_stored_unchanged(till: ApiTill, number: str) -> None:
    name = """<b>&{ $x } "quoted" '; -- 龙井 🎉 \u202e"""
    answer = await till.post(
        "/purchases", a_purchase(number, items=[an_item(name=name, attributes={name: name})])
    )
    assert answer.status == 201


async def test_bodies_over_64_kibibytes_are_refused_however_they_come(till: ApiTill) -> None:
    async def in_pieces() -> Any:
        for _ in range(70):
            yield b" " * 1024

    large = changed() + b" " * 65_536
    sent: list[dict[str, Any]] = [
        {"data": BytesIO(large), "headers": JSON},
        {"data": in_pieces(), "headers": JSON},
    ]
    for options in sent:
        answer = await till.call("POST", "/purchases", **options)
        assert (answer.status, (await answer.json())["code"]) == (413, "api-too-large")


async def test_a_body_that_is_not_what_its_head_says_is_refused(till: ApiTill) -> None:
    for headers, status in (
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "nonsense"}, 415),
        ({"Content-Type": "application/json; charset=utf-7"}, 404),  # JSON is UTF-8, whatever
        ({**JSON, "Content-Encoding": "deflate"}, 415),
        ({**JSON, "Content-Encoding": "gzip"}, 415),
    ):
        answer = await till.call("POST", "/purchases", data=BytesIO(changed()), headers=headers)
        assert answer.status == status, (headers, await answer.text())
        assert answer.content_type == "application/problem+json"


async def test_nothing_that_was_refused_left_a_trace(till: ApiTill, number: str) -> None:
    for body in (*UNREADABLE.values(), *WRONG.values()):
        await till.call("POST", "/purchases", data=BytesIO(body), headers=JSON)
    looked = await (await till.get(f"/members/{number}")).json()
    assert looked == {"member": number, "balance": 0, "expiring": []}
    assert (await till.post("/purchases", a_purchase(number))).status == 201


async def test_a_hostile_name_of_a_member_is_nobodys_business(till: ApiTill, a_member: Any) -> None:
    member: Member = await a_member(name="<b>&{ $x }</b>")
    answer = await till.get(f"/members/{member.id}")
    assert "name" not in await answer.json()
