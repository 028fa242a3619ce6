"""The page of the member's family, or of how to found or join one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aiohttp import web

from core import families, ledger
from core.members import Member
from webapp import app_keys
from webapp.edge import http_io
from webapp.miniapp.member_locale import MemberLocale
from webapp.miniapp.rendering import fragment


async def page(request: web.Request, member: Member) -> web.Response:
    locale, program = MemberLocale(request, member), request.app[app_keys.PROGRAM]
    now, today = http_io.at(request), http_io.today(request)
    view = await families.family_of(member.id, today=today)
    balance = await ledger.balance(member.id, today=today)
    invitations = await families.invitations(member.id, at=now) if view else []
    allowed = await families.allowed_this_month(program, member_id=member.id, at=now)
    return fragment(
        request,
        locale,
        "family.html",
        view=view,
        own=view.seat_of(member.id) if view else None,
        seats=program.family.seats,
        personal=balance.personal,
        allowed=allowed,
        percents=families.PERCENTS,
        name_max=families.NAME_MAX,
        rejoin_days=program.family.rejoin_days,
        joins_per_year=program.family.joins_per_year,
        invitations=[
            (invitation, locale.day_of(_last_day(request, invitation.ends_at)))
            for invitation in invitations
        ],
        link_prefix=families.JOIN,
    )


def _last_day(request: web.Request, ends_at: datetime) -> date:
    """The last day of an invitation; one that ends at midnight is good the day before."""
    return ledger.today(request.app[app_keys.PROGRAM], ends_at - timedelta(seconds=1))
