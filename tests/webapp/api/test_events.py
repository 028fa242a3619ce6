"""Events over HTTP: drafted, published with their disclosure, listed to their merchant alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from tests.webapp.conftest import ApiTill, SetClock, a_disclosure, an_event

Tills = Callable[..., Awaitable[ApiTill]]


async def drafted(till: ApiTill, **changes: Any) -> str:
    answer = await till.post("/events", an_event(**changes))
    event = await answer.json()
    assert (answer.status, event["state"]) == (201, "draft"), event
    return str(event["id"])


async def test_a_draft_is_published_and_lives_in_its_window(till: ApiTill, clock: SetClock) -> None:
    event = await drafted(till, **{"from": "2025-01-11T00:00:00+08:00"})
    published = await till.post(f"/events/{event}/publish")
    assert (published.status, await published.json()) == (200, {"id": event, "state": "published"})
    for days, state in ((1, "live"), (30, "ended")):
        clock.forward(days=days)
        again = await till.post(f"/events/{event}/publish")
        assert (again.status, (await again.json())["state"]) == (200, state)


async def test_an_incomplete_disclosure_is_refused_and_what_lacks_is_named(till: ApiTill) -> None:
    disclosure = a_disclosure()
    del disclosure["delivery"], disclosure["validity"]["en"]
    event = await drafted(till, title={"zh-Hans": "新春"}, disclosure=disclosure)
    answer = await till.post(f"/events/{event}/publish")
    problem = await answer.json()
    assert (answer.status, problem["code"]) == (422, "disclosure-incomplete")
    assert answer.content_type == "application/problem+json"
    assert sorted(problem["missing"]) == ["delivery", "title.en", "validity.en"]


async def test_draft_without_disclosure_names_every_missing_part(till: ApiTill) -> None:
    event = await drafted(till, disclosure={})
    problem = await (await till.post(f"/events/{event}/publish")).json()
    assert set(problem["missing"]) == set(a_disclosure())


async def test_events_are_listed_to_their_merchant_alone(a_till: Tills) -> None:
    ours, theirs = await a_till(), await a_till(name="另一家")
    event = await drafted(ours, multiplier="1.50", categories=["tea"])
    assert await (await theirs.get("/events")).json() == {"events": []}
    for path in (f"/events/{event}/publish", f"/events/{uuid4()}/publish", "/events/7/publish"):
        answer = await theirs.post(path)
        assert (answer.status, (await answer.json())["code"]) == (404, "catalog-event-unknown")
    (listed,) = (await (await ours.get("/events")).json())["events"]
    assert listed == {
        "id": event,
        "state": "draft",
        **an_event(multiplier="1.5", categories=["tea"]),
        "prices": {},
        "from": "2024-12-31T16:00:00+00:00",
        "until": "2025-01-31T16:00:00+00:00",
    }


async def test_events_are_listed_by_state(till: ApiTill) -> None:
    draft, live = await drafted(till), await drafted(till)
    await till.post(f"/events/{live}/publish")
    for state, expected in (("draft", [draft]), ("live", [live]), ("ended", [])):
        listed = await (await till.get(f"/events?state={state}")).json()
        assert [event["id"] for event in listed["events"]] == expected
    for query, at in (("state=over", "state"), ("stat=live", "stat")):
        answer = await till.get(f"/events?{query}")
        assert (answer.status, (await answer.json())["errors"][0]["at"]) == (422, at)


async def test_wrong_events_are_refused(till: ApiTill) -> None:
    changes: dict[str, Any]
    for changes in (
        {"theme": "Spring"},
        {"theme": ""},
        {"title": "Spring"},
        {"title": {"fr": "Printemps"}},
        {"title": {"en": "x" * 81}},
        {"title": {"en": "a\0"}},
        {"from": "2025-01-01"},
        {"until": None},
        {"multiplier": 2},
        {"multiplier": "0.5"},
        {"multiplier": "2.0001"},
        {"multiplier": "1e2"},
        {"multiplier": "NaN"},
        {"multiplier": "101"},
        {"categories": [""]},
        {"categories": ["x"] * 51},
        {"disclosure": {"price": {"en": "x"}}},
        {"disclosure": {"delivery": "free"}},
        {"disclosure": {"delivery": {"en": "x" * 1001}}},
        {"prices": {"x": 1}},
    ):
        answer = await till.post("/events", an_event(**changes))
        assert (answer.status, (await answer.json())["code"]) == (422, "api-invalid"), changes
    for changes, code in (
        ({"until": "2025-01-01T00:00:00+08:00"}, "catalog-window-wrong"),
        ({"multiplier": "1"}, "catalog-multiplier-wrong"),
        ({"categories": [" "]}, "catalog-categories-wrong"),
    ):
        answer = await till.post("/events", an_event(**changes))
        assert (answer.status, (await answer.json())["code"]) == (409, code), changes


async def test_an_event_that_is_over_is_not_published(till: ApiTill, clock: SetClock) -> None:
    event = await drafted(till)
    clock.forward(days=60)
    answer = await till.post(f"/events/{event}/publish")
    assert (answer.status, (await answer.json())["code"]) == (409, "catalog-event-over")
