"""The mini-app's home as JSON, beside the same queries and JSON in a bare aiohttp handler."""

from __future__ import annotations

from uuid import UUID

import aiohttp
import orjson
from aiohttp import web

from benchmarks import filled_database, limits, measure, serving
from benchmarks.filled_database import AT, FilledDatabase
from benchmarks.purchases import TODAY
from core import db
from webapp.miniapp.auth import Holder, mint_token

CALLERS = 32
GIVE_ACCOUNTS = """
    UPDATE member SET telegram_id = 1000000000 + serial WHERE id = ANY($1::uuid[])
    RETURNING id, telegram_id
"""
"""Only who has a Telegram account opens the mini-app; the members of the other parts have none."""


def asking(session: aiohttp.ClientSession, url: str, tokens: list[str]) -> measure.Side:
    """One member after the other opens the mini-app."""

    async def act(number: int) -> None:
        headers = {"Authorization": f"Bearer {tokens[number % len(tokens)]}"}
        async with session.get(url, headers=headers) as response:
            answer = await response.read()
            assert response.status == 200, answer
            assert orjson.loads(answer)["balance"]

    return measure.Side(act)


def bare() -> web.Application:
    """Reads the member, their balance and their family; checks nothing else."""

    async def home(request: web.Request) -> web.Response:
        member_id = UUID(request.headers["Authorization"].removeprefix("Bearer "))
        async with db.pool().acquire() as connection:
            member = await connection.fetchrow(limits.MEMBER, member_id)
            rows = await connection.fetch(limits.BALANCE, member_id, TODAY)
            assert not await connection.fetch(limits.FAMILY, member_id)
        assert member is not None
        lying = {"personal": 0, "share": 0}
        for row in rows:
            lying[row["kind"]] += row["points"]
        body = {
            "member": str(member_id),
            "number": member["number"],
            "balance": sum(lying.values()),
            **lying,
            "expiring": [
                {"points": row["points"], "expires_on": row["expires_on"]} for row in rows
            ],
        }
        return web.Response(body=orjson.dumps(body), content_type="application/json")

    app = web.Application()
    app.add_routes([web.get("/app/api/home", home)])
    return app


async def measured(filled: FilledDatabase) -> list[measure.Result]:
    """Both in this process, as the callers are."""
    people = [member.id for member in filled.members[: filled_database.BATCH]]
    async with db.pool().acquire() as connection:
        rows = await connection.fetch(GIVE_ACCOUNTS, people)
    tokens = [mint_token(Holder(*row), secret=serving.SECRET, at=AT) for row in rows]
    async with (
        serving.served(serving.application(filled)) as ours,
        serving.served(bare()) as limit,
        aiohttp.ClientSession() as session,
    ):
        return [
            await measure.compare(
                "home of the mini-app as JSON : a bare handler",
                ours=asking(session, f"{ours}/app/api/home", tokens),
                limit=asking(
                    session, f"{limit}/app/api/home", [str(member_id) for member_id in people]
                ),
                goal=0.75,
                callers=CALLERS,
                calls=3_200,
            )
        ]
