"""Settings: the member's language and consents, and what is kept about them."""

from __future__ import annotations

from typing import Final, Literal

from aiohttp import web

from core import members
from core.members import Consent, Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.edge.fields import RequestBody
from webapp.miniapp.auth import member_only
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment

OWN_NAMES: Final = (("zh-Hans", "简体中文"), ("en", "English"))
BODY_BYTES_MAX: Final = 1024
PURPOSES: Final = ("service", "marketing", "profiling")
"""The purposes asked about here; credit follows when something depends on it."""


class LanguageChoice(RequestBody):
    """The body of POST /app/api/language."""

    language: str


class ConsentChoice(RequestBody):
    """The body of POST /app/api/consents: the programme's own purposes."""

    purpose: Literal["service", "marketing", "profiling"]
    given: bool


async def page(request: web.Request, member: Member) -> web.Response:
    locale = MemberLocale(request, member)
    return fragment(
        request,
        locale,
        "settings.html",
        number=members.format_number(member.number),
        languages=OWN_NAMES,
        consents=await _consents(member),
        since=lambda consent: _since(locale, consent),
        held=await members.personal_data(member.id),
    )


async def _consents(member: Member) -> list[Consent]:
    return [
        consent
        for consent in await members.consents(member_id=member.id)
        if consent.merchant_id is None and consent.purpose in PURPOSES
    ]


def _since(locale: MemberLocale, consent: Consent) -> str:
    """When the answer that is in force was given."""
    if consent.at is None:
        return locale.t.plain(f"webapp-consent-default-{'on' if consent.given else 'off'}")
    date = locale.day_of(locale.local(consent.at))
    if not consent.given:
        return locale.t.plain("webapp-consent-withdrawn", date=date)
    # Service messages are on from the start and need no agreement: they were only turned on again.
    on = "webapp-consent-on" if consent.purpose == "service" else "webapp-consent-given"
    return locale.t.plain(on, date=date)


@member_only
async def choose_language(request: web.Request, member: Member) -> web.Response:
    choice = await http_io.read(request, LanguageChoice, bytes_max=BODY_BYTES_MAX)
    changed = await members.set_language(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        language=choice.language,
        at=http_io.at(request),
    )
    return http_io.response({"language": changed.language})


@member_only
async def choose_consent(request: web.Request, member: Member) -> web.Response:
    choice = await http_io.read(request, ConsentChoice, bytes_max=BODY_BYTES_MAX)
    await members.consent(
        request.app[app_keys.PROGRAM],
        member_id=member.id,
        purpose=choice.purpose,
        given=choice.given,
        at=http_io.at(request),
    )
    consents = {consent.purpose: consent for consent in await _consents(member)}
    return http_io.response(
        {
            "consents": [
                {"purpose": consent.purpose, "given": consent.given, "at": consent.at}
                for consent in consents.values()
            ],
            "since": _since(MemberLocale(request, member), consents[choice.purpose]),
        }
    )


ROUTES = (
    web.post("/app/api/language", choose_language),
    web.post("/app/api/consents", choose_consent),
)
