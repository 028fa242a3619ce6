"""The OpenAPI document and the page for people are true, whole, and say it in both languages."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from jsonschema_rs import meta, validator_for

import core.program
import samples
from core import members
from core.errors import all_errors
from locales import LANGUAGES, Texts
from tests.conftest import NOON
from tests.webapp.conftest import V1, ApiTill, Client
from webapp.api import example_values, openapi
from webapp.api.api_call import BASE, ApiCall
from webapp.api.calls import CALLS
from webapp.api.purchases import record
from webapp.app import ROUTES

PROGRAM = core.program.load()
VOID = {"meta", "link", "br", "img"}


async def the_document(client: Client, language: str = "en") -> dict[str, Any]:
    answer = await client.get("/api/openapi.json", headers={"Accept-Language": language})
    assert answer.status == 200
    document: dict[str, Any] = await answer.json()
    return document


async def test_the_document_is_valid_openapi_3_1(client: Client) -> None:
    for language in LANGUAGES:
        document = await the_document(client, language)
        assert document["openapi"] == "3.1.0"
        schemathesis.openapi.from_dict(document).validate()
        for shape in document["components"]["schemas"].values():
            meta.validate(shape)


async def test_every_route_of_the_api_is_described_and_nothing_else(client: Client) -> None:
    document = await the_document(client)
    described = {
        (method.upper(), path) for path, calls in document["paths"].items() for method in calls
    }
    served = {
        (route.method, route.path)  # type: ignore[attr-defined]
        for route in ROUTES
        if getattr(route, "path", "").startswith(V1)
    }
    assert described == served


async def test_documents_of_all_languages_differ_only_in_words(client: Client) -> None:
    chinese, english = [await the_document(client, language) for language in LANGUAGES]

    def wordless(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                key: wordless(value)
                for key, value in node.items()
                if not (key in {"description", "summary", "title"} and isinstance(value, str))
            }
        return [wordless(item) for item in node] if isinstance(node, list) else node

    assert chinese != english
    assert wordless(chinese) == wordless(english)


async def test_every_refusal_that_the_api_has_is_explained(texts: Texts) -> None:
    explained = {code for code, _ in openapi.all_codes()}
    assert {kind.code for kind in all_errors()} >= explained - {
        code for code in explained if code.startswith("api-")
    }
    for language in LANGUAGES:
        for code in explained:
            assert texts.language(language).plain(f"api-code-{code}")


async def test_the_examples_are_what_really_happens(
    client: Client, a_merchant: Any, a_member: Callable[..., Awaitable[members.Member]]
) -> None:
    """Each is sent as it stands, but for the ids that only a run can know."""
    document = await the_document(client)
    till = ApiTill(client, (await a_merchant()).api_key)
    member = await a_member()
    number = members.format_number(member.number)
    known_as = {"JF-7K2M-9QFT-7": number}
    for call in CALLS:
        example = call.example
        if call.name == "verify-voucher":
            reward = known_as[example_values.REWARD_ID]
            known_as[example_values.VOUCHER] = await _bought(reward, member)
        path = example.path
        for name, known_name in known_as.items():
            path = path.replace(name, known_name)
        body = example.body and _with_member(example.body, number)
        answer = await till.call(call.method.upper(), path, json=body)
        answered = await answer.json()
        expected = 200 if call.name == "record-many" else example.status  # its twin stands already
        assert answer.status == expected, answered
        assert _shape(answered) == _shape(example.answer), call.name
        _check(document, call, answer.status, answered)
        _check(document, call, example.status, example.answer)
        if call.name in {"draft-event", "draft-reward"}:
            known_as[example.answer["id"]] = answered["id"]


async def _bought(reward: str, member: members.Member) -> str:
    """Redeem the examples' reward with the examples' points; the voucher's code."""
    bought = await samples.redemption(PROGRAM, member_id=member.id, reward_id=UUID(reward), at=NOON)
    return bought.voucher.spoken


def _with_member(body: Any, number: str) -> Any:
    if isinstance(body, dict):
        return {
            key: number if key == "member" else _with_member(value, number)
            for key, value in body.items()
        }
    return [_with_member(item, number) for item in body] if isinstance(body, list) else body


def _shape(plain: Any) -> Any:
    """Names and types, in order; figures and words aside."""
    if isinstance(plain, dict):
        return {key: _shape(value) for key, value in plain.items()}
    return [_shape(item) for item in plain[:1]] if isinstance(plain, list) else type(plain).__name__


def _check(document: dict[str, Any], call: ApiCall, status: int, answered: Any) -> None:
    """The answer is as the document says."""
    described = document["paths"][BASE + call.path][call.method]["responses"][str(status)]
    schema = described["content"]["application/json"]["schema"]
    validator_for({**schema, "components": document["components"]}).validate(answered)


class ParsedPage(HTMLParser):
    """The parts of the page that a test reads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [attributes["href"] or ""] if tag == "a" else []
        self.sources += [value or "" for name, value in attrs if name in {"src", "srcset"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An SVG element that closes itself; it has neither id nor link."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_is_whole_and_loads_nothing(client: Client, language: str) -> None:
    answer = await client.get(f"/api/docs?language={language}")
    html = await answer.text()
    assert (answer.status, answer.content_type) == (200, "text/html")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src")
    page = ParsedPage(html)
    assert page.open == []
    assert page.sources == []
    assert len(page.ids) == len(set(page.ids))
    inner = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    assert {code for code, _ in openapi.all_codes()} <= set(page.ids)
    assert f'<html lang="{language}">' in html
    assert not re.search(r"https?://(?!127\.0\.0\.1)", html)
    for call in CALLS:
        assert BASE + call.path in html
    assert "curl http://127.0.0.1:8080/api/v1/purchases" in html


async def test_a_problems_type_leads_to_its_explanation(client: Client, till: ApiTill) -> None:
    problem = await (await till.post("/purchases", {})).json()
    path, anchor = problem["type"].split("#")
    assert anchor in ParsedPage(await (await client.get(path)).text()).ids


async def test_the_page_follows_the_browsers_language_unless_told(client: Client) -> None:
    for accepted_language, query, language in (
        ("en", "", "en"),
        ("zh-CN", "", "zh-Hans"),
        ("en", "?language=zh-Hans", "zh-Hans"),
        ("en", "?language=fr", "en"),
    ):
        answer = await client.get(
            f"/api/docs{query}", headers={"Accept-Language": accepted_language}
        )
        assert f'<html lang="{language}">' in await answer.text()


async def test_the_member_number_of_the_examples_could_be_somebodys() -> None:
    assert members.parse_number(record.EXAMPLE["member"])
