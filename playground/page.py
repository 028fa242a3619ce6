"""The chat page: server-rendered, kept alive by a stream of what happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from playground.control.context import Context
from playground.errors import ApiError, ControlError
from playground.page_view import ChatView, list_rows, message_view
from playground.people import Json
from playground.streams import stream_events
from playground.texts import LANGUAGES, TEXTS, preferred
from playground.themes import THEMES

HERE = Path(__file__).parent
YEAR = 31_536_000


class Page:
    """The handlers of the chat page."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.state = context.state
        self.templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def add_routes(self, app: web.Application) -> None:
        """Hang the page at the application's root."""
        app.router.add_get("", self.to_root)
        app.router.add_get("/", self.show)
        app.router.add_get("/theme.css", self.theme)
        app.router.add_get("/pane/{person}/{chat}", self.pane)
        app.router.add_get("/live/{person}/{chat}", self.live)
        app.router.add_get("/photos/{file}", self.photo)
        app.router.add_static("/static", HERE / "static")

    async def to_root(self, request: web.Request) -> web.Response:
        """Relative addresses need the slash."""
        raise web.HTTPPermanentRedirect(f"{request.path}/")

    async def show(self, request: web.Request) -> web.Response:
        """The whole page, without a chat."""
        language = self._language(request)
        page = self._render(
            "page.html",
            language,
            rows=list_rows(self.state, TEXTS[language]),
            bot=self.state.profile,
            theme=request.cookies.get("playground_theme", "auto"),
            languages=LANGUAGES,
            now=self.state.now().isoformat(),
            can_advance=self.context.advance is not None,
            settings={
                "bot": self.state.profile.username,
                "texts": TEXTS[language],
                "language": language,
                "themes": THEMES,
                "app_url": self.context.app_url,
            },
        )
        response = web.Response(text=page, content_type="text/html")
        response.set_cookie(
            "playground_language", language, max_age=YEAR, samesite="Strict", path=request.path
        )
        return response

    async def theme(self, _: web.Request) -> web.Response:
        """Telegram's colours as CSS variables."""
        light, dark = (_variables(THEMES[name]) for name in ("light", "dark"))
        style = (
            f":root{{color-scheme:light;{light}}}\n"
            "@media (prefers-color-scheme: dark){"
            f":root[data-theme=auto]{{color-scheme:dark;{dark}}}}}\n"
            f":root[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
        )
        return web.Response(text=style, content_type="text/css")

    async def pane(self, request: web.Request) -> web.Response:
        """One chat as one person sees it."""
        view = self._view(request)
        language = self._language(request)
        return web.Response(
            text=self._render("pane.html", language, view=view), content_type="text/html"
        )

    async def photo(self, request: web.Request) -> web.Response:
        """A picture or document of a message, for the page."""
        try:
            stored = self.state.files.known(request.match_info["file"])
        except ApiError as unknown:
            raise web.HTTPNotFound from unknown
        content_type = stored.content_type if stored.kind == "photo" else "application/octet-stream"
        return web.Response(body=stored.content, content_type=content_type)

    async def live(self, request: web.Request) -> web.StreamResponse:
        """Stream the coming changes, with the HTML of those in this chat."""
        view = self._view(request)
        language = self._language(request)
        return await stream_events(
            request, self.state.changes, lambda event: self._enriched(event, view, language)
        )

    def _enriched(self, event: Json, view: ChatView, language: str) -> Json:
        chat = self.state.chats.get(event.get("chat_id", 0))
        if chat is None or event["kind"] not in ("message", "deleted", "read"):
            return event
        texts = TEXTS[language]
        rows = list_rows(self.state, texts)
        row = next((row_of_chat for row_of_chat in rows if row_of_chat["chat_id"] == chat.id), {})
        enriched = {**event, "row": row}
        message = chat.messages.get(event.get("message_id", 0))
        if chat is view.chat and message is not None:
            shown_message = message_view(self.state, chat, message)
            enriched["html"] = self._render("message.html", language, message=shown_message)
            enriched["footer"] = self._render("footer.html", language, view=view)
            enriched["mode"] = view.mode
        return enriched

    def _view(self, request: web.Request) -> ChatView:
        try:
            person = self.state.person(int(request.match_info["person"]))
            chat = self.state.chats.get(int(request.match_info["chat"]))
        except (ControlError, ValueError) as unknown:
            raise web.HTTPNotFound from unknown
        if chat is None or person not in chat.members:
            raise web.HTTPNotFound
        return ChatView(self.state, person, chat, self.context.app_url)

    def _language(self, request: web.Request) -> str:
        for wanted in (request.query.get("language"), request.cookies.get("playground_language")):
            if wanted in TEXTS:
                return str(wanted)
        return preferred(request.headers.get("Accept-Language", ""))

    def _render(self, template: str, language: str, **values: Any) -> str:
        return self.templates.get_template(template).render(
            t=TEXTS[language], language=language, **values
        )


def _variables(theme: dict[str, str]) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in theme.items())
