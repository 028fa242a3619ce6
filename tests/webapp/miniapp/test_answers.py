"""The mini-app's JSON and fragments: a member's own points, codes and choices, no others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from core import ledger, members
from core.program import Program
from tests.webapp.conftest import SECRET_KEY, Client, SetClock
from tests.webapp.miniapp import shops
from tests.webapp.miniapp.conftest import Bearer, signed


async def get(client: Client, path: str, header: dict[str, str]) -> Any:
    answer = await client.get(path, headers=header)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_home_tells_what_the_ledger_knows(
    client: Client, bearer: Bearer, lin: members.Member, program: Program
) -> None:
    home = await get(client, "/app/api/home", await bearer(signed()))
    balance = await ledger.balance(lin.id, today=ledger.today(program, shops.NOW))
    assert home == {
        "member": str(lin.id),
        "number": members.format_number(lin.number),
        "balance": balance.points,
        "personal": balance.points,
        "share": 0,
        "expiring": [
            {"points": lot.points, "expires_on": lot.expires_on.isoformat()}
            for lot in balance.expiring
        ],
    }
    assert balance.points == sum(lot["points"] for lot in home["expiring"]) > 2000


async def test_home_of_somebody_new_is_zero_and_teaches(client: Client, bearer: Bearer) -> None:
    header = await bearer(signed(90))
    assert (await get(client, "/app/api/home", header))["balance"] == 0
    page = await (await client.get("/app/pages/home", headers=header)).text()
    assert "还没有积分" in page


async def test_life_line_has_each_month_once_and_says_what_ends_soon(
    client: Client, bearer: Bearer, lin: members.Member, program: Program
) -> None:
    page = await (await client.get("/app/pages/home", headers=await bearer(signed()))).text()
    balance = await ledger.balance(lin.id, today=ledger.today(program, shops.NOW))
    months = {lot.expires_on.replace(day=1) for lot in balance.expiring}
    assert page.count('class="month"') == len(months)
    assert "2026年2月到期 88 分，其中 88 分在 30 天内" in page
    assert "30 天内有 124 分到期，最早 2月23日" in page


async def test_pages_speak_the_members_language(
    client: Client, bearer: Bearer, lin: members.Member
) -> None:
    header = await bearer(signed())
    changed = await client.post("/app/api/language", headers=header, json={"language": "en"})
    assert (changed.status, await changed.json()) == (200, {"language": "en"})
    for name, words in {"home": "Your points", "history": "History", "settings": "Offers"}.items():
        answer = await client.get(
            f"/app/pages/{name}", headers={**header, "Accept-Language": "zh-CN"}
        )
        assert answer.headers["Content-Language"] == "en"
        assert words in await answer.text()


async def test_history_is_paged_to_its_beginning(
    client: Client, bearer: Bearer, program: Program
) -> None:
    member = await shops.join(program, 1001, "林静")
    shop = await shops.open_shop(program, "好邻居超市")
    for n in range(45):
        await shop.sell(member, "10.00", shops.NOW - timedelta(hours=n), f"R-{n}")
    header = await bearer(signed())
    seen, address = [], "/app/api/history"
    while address:
        answer = await get(client, address, header)
        seen += [entry["entry"] for entry in answer["entries"]]
        before = answer["before"]
        address = f"/app/api/history?before={before}" if before else ""
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 45


async def test_history_tells_each_entry_with_its_components(
    client: Client, bearer: Bearer, lin: members.Member
) -> None:
    header = await bearer(signed())
    newest = (await get(client, "/app/api/history", header))["entries"][0]
    assert (newest["kind"], newest["points"], newest["merchant"]) == ("earn", 656, "好邻居超市")
    assert [(part["kind"], part["points"]) for part in newest["components"]] == [
        ("base", 268),
        ("event", 268),
        ("green", 120),
    ]
    page = await (await client.get(f"/app/pages/why/{newest['entry']}", headers=header)).text()
    for words in (
        "实付 268.50 元，每元 1 分",
        "春节双倍 × 2",
        "绿色商品 120.00 元 × 2",
        "2027年2月13日",
    ):
        assert words in page


async def test_a_return_is_explained_with_its_refund(
    client: Client, bearer: Bearer, lin: members.Member
) -> None:
    header = await bearer(signed())
    entries = (await get(client, "/app/api/history", header))["entries"]
    taken = next(entry for entry in entries if entry["kind"] == "claw_back")
    assert taken["points"] == -60
    page = await (await client.get(f"/app/pages/why/{taken['entry']}", headers=header)).text()
    assert "退款 60.00 元" in page


async def test_a_debt_is_said_on_home(client: Client, bearer: Bearer, program: Program) -> None:
    member = await shops.join(program, 1001, "林静")
    await shops.owe(member, program)
    page = await (await client.get("/app/pages/home", headers=await bearer(signed()))).text()
    assert "因退款欠 好邻居超市 <b>30</b> 分" in page


async def test_nobody_reads_another_members_entry(
    client: Client, bearer: Bearer, lin: members.Member
) -> None:
    own = (await get(client, "/app/api/history", await bearer(signed())))["entries"][0]["entry"]
    answer = await client.get(f"/app/pages/why/{own}", headers=await bearer(signed(91)))
    assert answer.status == 404
    assert (await answer.json())["code"] == "purchases-unknown"


async def test_made_up_entries_are_not_there(client: Client, bearer: Bearer) -> None:
    header = await bearer(signed())
    for entry in ("0", "-1", "x", "1e3", "٣", str(2**63), "9" * 5000, "%00"):
        assert (await client.get(f"/app/pages/why/{entry}", headers=header)).status == 404
        answer = await client.get("/app/api/history", params={"before": entry}, headers=header)
        assert answer.status == 404, entry


async def test_code_is_the_members_and_ends_within_a_minute(
    client: Client, bearer: Bearer, lin: members.Member, clock: SetClock
) -> None:
    code = await get(client, "/app/api/code", await bearer(signed()))
    for text in (code["code"], code["typed"], code["typed"].lower()):
        reference = members.parse_reference(text, secret=SECRET_KEY, at=clock())
        assert (await members.find(reference)).id == lin.id
    assert 55 <= code["seconds"] <= 60
    assert datetime.fromisoformat(code["ends_at"]) == clock() + timedelta(seconds=code["seconds"])
    assert code["number"] == members.format_number(lin.number)
    assert code["svg"].startswith("<svg")
    assert "script" not in code["svg"]


async def test_unchanged_pages_cost_no_body(
    client: Client, bearer: Bearer, lin: members.Member, program: Program
) -> None:
    header = await bearer(signed())
    first = await client.get("/app/pages/home", headers=header)
    known = {**header, "If-None-Match": first.headers["ETag"]}
    again = await client.get("/app/pages/home", headers=known)
    assert (again.status, await again.read()) == (304, b"")
    shop = await shops.open_shop(program, "一叶茶铺")
    await shop.sell(lin, "9.00", shops.NOW, "NEW")
    assert (await client.get("/app/pages/home", headers=known)).status == 200


async def test_consents_are_dated(client: Client, bearer: Bearer, lin: members.Member) -> None:
    header = await bearer(signed())
    for given, words in ((True, "2月14日 同意"), (False, "2月14日 关闭")):
        answer = await client.post(
            "/app/api/consents", headers=header, json={"purpose": "marketing", "given": given}
        )
        answered = await answer.json()
        assert answer.status == 200
        assert answered["since"] == words
        consents = {
            consent.purpose: consent for consent in await members.consents(member_id=lin.id)
        }
        assert consents["marketing"].given is given
        assert consents["marketing"].at == shops.NOW


WRONG_CHOICES: Final[list[tuple[str, Any]]] = [
    ("language", {"language": "klingon"}),
    ("language", {"language": None}),
    ("language", {"language": "en", "more": 1}),
    ("language", []),
    ("consents", {"purpose": "marketing"}),
    ("consents", {"purpose": "marketing", "given": 1}),
    ("consents", {"purpose": "marketing", "given": "true"}),
    ("consents", {"purpose": "world-domination", "given": True}),
    ("consents", {"purpose": "marketing", "given": True, "member": "another"}),
    ("consents", {"purpose": "x" * 2_000, "given": True}),
]


async def test_wrong_choices_change_nothing(
    client: Client, bearer: Bearer, lin: members.Member
) -> None:
    header = await bearer(signed())
    for path, body in WRONG_CHOICES:
        answer = await client.post(f"/app/api/{path}", headers=header, json=body)
        assert answer.status in {409, 413, 422}, body
        assert answer.content_type == "application/problem+json"
    assert (await members.by_id(lin.id)).language == "zh-Hans"
    assert all(consent.at is None for consent in await members.consents(member_id=lin.id))


async def test_without_a_session_nothing_is_told(client: Client) -> None:
    pages = ("pages/home", "pages/history", "pages/settings", "pages/why/1")
    for path in (*pages, "api/home", "api/history", "api/code"):
        answer = await client.get(f"/app/{path}")
        assert answer.status == 401, path
        assert answer.content_type == "application/problem+json"
        assert answer.headers["WWW-Authenticate"] == "tma"
