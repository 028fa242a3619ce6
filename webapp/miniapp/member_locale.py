"""Texts, dates and times as one member reads them: in their language and their time zone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from core.members import Member
from locales import Language
from webapp import app_keys
from webapp.edge import http_io


class MemberLocale:
    """The language and time zone of the member who reads a page."""

    def __init__(self, request: web.Request, member: Member) -> None:
        program = request.app[app_keys.PROGRAM]
        self.member = member
        self.t: Language = request.app[app_keys.TEXTS].language(member.language)
        self.zone = ZoneInfo(member.zone) if member.zone else program.local
        self.member_day = self.local(http_io.at(request))
        """Today in the member's zone, for headings; points end by `http_io.today`."""

    def local(self, at: datetime) -> date:
        """The day of a moment where the member lives."""
        return at.astimezone(self.zone).date()

    def clock(self, at: datetime) -> str:
        """The time of day."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def day_of(self, day: date) -> str:
        """A date; this year's without the year."""
        return self.t.day(day) if day.year == self.member_day.year else self.t.date(day)

    def title(self, day: date) -> str:
        """A day as a heading: today, yesterday, or its date."""
        named = {0: "webapp-today", 1: "webapp-yesterday"}.get((self.member_day - day).days)
        return self.t.plain(named) if named else self.day_of(day)

    def when(self, at: datetime) -> str:
        """A day and a time."""
        return f"{self.title(self.local(at))} {self.clock(at)}"

    def moment(self, at: datetime) -> str:
        """As `when`, but within a sentence: a language may write it smaller there."""
        named = {0: "webapp-moment-today", 1: "webapp-moment-yesterday"}
        known = named.get((self.member_day - self.local(at)).days)
        return self.t.plain(known, clock=self.clock(at)) if known else self.when(at)

    def context(self) -> dict[str, Any]:
        """Under the names by which the templates call them."""
        own = ("t", "member", "local", "clock", "day_of", "title", "when", "moment")
        return {name: getattr(self, name) for name in own}
