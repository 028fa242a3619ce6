"""What a member may choose: language and consents; and what is kept about them."""

from __future__ import annotations

from typing import Final, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict

from core import members
from core.members import Consent, Member
from webapp import app_keys
from webapp.edge import json_bodies
from webapp.miniapp.auth import member_only
from webapp.miniapp.rendering import Words, fragment

OWN_NAMES: Final = (("zh-Hans", "简体中文"), ("en", "English"))
BODY_BYTES_MAX: Final = 1024


class LanguageChoice(BaseModel):
    """The body of POST /app/api/language."""

    model_config = ConfigDict(extra="forbid", strict=True)

    language: str


class ConsentChoice(BaseModel):
    """The body of POST /app/api/consents: the programme's own purposes."""

    model_config = ConfigDict(extra="forbid", strict=True)

    purpose: Literal["service", "marketing", "profiling"]
    given: bool


PURPOSES: Final = ("service", "marketing", "profiling")
"""What is asked here; credit follows when something depends on it."""


@member_only
async def page(request: web.Request, member: Member) -> web.Response:
    words = Words(request, member)
    return fragment(
        request,
        words,
        "settings.html",
        number=members.format_number(member.number),
        languages=OWN_NAMES,
        consents=await _consents(member),
        since=lambda consent: since(words, consent),
        held=await members.holdings_of_data(member.id),
    )


async def _consents(member: Member) -> list[Consent]:
    return [
        one
        for one in await members.consents(member_id=member.id)
        if one.merchant_id is None and one.purpose in PURPOSES
    ]


def since(words: Words, consent: Consent) -> str:
    """When the answer that stands was given."""
    if consent.at is None:
        return words.t.plain(f"webapp-consent-default-{'on' if consent.given else 'off'}")
    date = words.day_of(words.local(consent.at))
    if not consent.given:
        return words.t.plain("webapp-consent-withdrawn", date=date)
    # What is on from the start needs nobody's agreement: it was only turned on again.
    on = "webapp-consent-on" if consent.purpose == "service" else "webapp-consent-given"
    return words.t.plain(on, date=date)


@member_only
async def language(request: web.Request, member: Member) -> web.Response:
    choice = await json_bodies.read(request, LanguageChoice, bytes_max=BODY_BYTES_MAX)
    changed = await members.set_language(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        language=choice.language,
        at=request.app[app_keys.CLOCK](),
    )
    return json_bodies.response({"language": changed.language})


@member_only
async def consent(request: web.Request, member: Member) -> web.Response:
    choice = await json_bodies.read(request, ConsentChoice, bytes_max=BODY_BYTES_MAX)
    await members.consent(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        purpose=choice.purpose,
        given=choice.given,
        at=request.app[app_keys.CLOCK](),
    )
    words = Words(request, member)
    answers = {one.purpose: one for one in await _consents(member)}
    return json_bodies.response(
        {
            "consents": [
                {"purpose": one.purpose, "given": one.given, "at": one.at}
                for one in answers.values()
            ],
            "since": since(words, answers[choice.purpose]),
        }
    )


ROUTES = (
    web.get("/app/pages/settings", page),
    web.post("/app/api/language", language),
    web.post("/app/api/consents", consent),
)
