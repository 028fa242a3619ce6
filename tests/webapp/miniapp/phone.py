"""Telegram's side of a mini-app: a page on another origin that frames it and keeps a log."""

from __future__ import annotations

import json
from typing import Final
from urllib.parse import quote

from aiohttp import web
from playwright.async_api import Frame, Locator, Page

from playground.themes import THEMES

PAGE: Final = """<!doctype html><meta charset="utf-8"><title>host</title>
<style>
html, body { margin: 0; height: 100%; display: flex; flex-direction: column }
iframe { display: block; border: 0; width: 100%; flex: 1; min-height: 0 }
button { font: 600 16px system-ui; min-height: 52px; border: 0 }
button[hidden] { display: none }
</style>
<body><script src="/host.js"></script>"""

SCRIPT: Final = """
const asked = new URLSearchParams(location.hash.slice(1));
const frame = document.createElement("iframe");
const insets = JSON.parse(asked.get("insets") ?? '{"top":0,"bottom":0,"left":0,"right":0}');
window.sent = [];
window.tell = (eventType, eventData) =>
  frame.contentWindow.postMessage(JSON.stringify({ eventType, eventData }), "*");
const theme = JSON.parse(asked.get("theme"));
const main = document.createElement("button");
main.id = "main";
main.hidden = true;
main.onclick = () => tell("main_button_pressed", {});
main.style.background = theme.button_color ?? "#2481cc";
main.style.color = theme.button_text_color ?? "#fff";
const answers = {
  web_app_setup_main_button: ({ is_visible, is_active, is_progress_visible, text }) => {
    main.hidden = !is_visible;
    main.disabled = !is_active;
    main.textContent = is_progress_visible ? "…" : text;
  },
  web_app_request_theme: () => tell("theme_changed", { theme_params: theme }),
  web_app_request_viewport: () => tell("viewport_changed", {
    width: innerWidth, height: innerHeight, is_expanded: true, is_state_stable: true }),
  web_app_request_safe_area: () => tell("safe_area_changed", insets),
  web_app_request_content_safe_area: () => tell("content_safe_area_changed", insets),
};
addEventListener("message", (event) => {
  if (event.source !== frame.contentWindow) return;
  const { eventType, eventData } = JSON.parse(event.data);
  sent.push([eventType, eventData]);
  answers[eventType]?.(eventData);
});
frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-forms allow-modals";
frame.allow = "clipboard-write";
frame.src = asked.get("app");
document.body.append(frame, main);
"""


def application() -> web.Application:
    """Serves the page; the launch itself is in the page's fragment."""

    async def page(request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    async def script(request: web.Request) -> web.Response:
        return web.Response(text=SCRIPT, content_type="text/javascript")

    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/host.js", script)])
    return app


class Phone:
    """A page that shows the mini-app as a Telegram client does."""

    def __init__(self, page: Page, host_url: str, app_url: str) -> None:
        self.page = page
        self._host_url = host_url
        self._app_url = app_url

    def beside(self, page: Page) -> Phone:
        """Another window, of the same app."""
        return Phone(page, self._host_url, self._app_url)

    async def launch(
        self,
        init_data: str,
        *,
        theme: dict[str, str] | None = None,
        version: str = "9.1",
        path: str = "/app/",
        insets: dict[str, int] | None = None,
        **more: str,
    ) -> Frame:
        """Open the app; its frame, as soon as it is there."""
        colours = json.dumps(theme or THEMES["light"])
        parameters = {
            "tgWebAppData": init_data,
            "tgWebAppVersion": version,
            "tgWebAppPlatform": "weba",
            "tgWebAppThemeParams": colours,
            **more,
        }
        fragment = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items())
        query = {"app": f"{self._app_url}{path}#{fragment}", "theme": colours}
        if insets:
            query["insets"] = json.dumps(insets)
        await self.page.goto("about:blank")
        await self.page.goto(
            f"{self._host_url}/#" + "&".join(f"{k}={quote(v, safe='')}" for k, v in query.items())
        )
        element = await self.page.wait_for_selector("iframe", state="attached")
        frame = await element.content_frame() if element else None
        assert frame is not None
        return frame

    async def tell(self, event: str, facts: object = None) -> None:
        """Send an event into the app."""
        await self.page.evaluate("([event, facts]) => tell(event, facts)", [event, facts or {}])

    @property
    def main_button(self) -> Locator:
        """Telegram's own button beneath the app."""
        return self.page.locator("#main")

    async def sent(self, event: str) -> list[object]:
        """The facts of every such event that the app has sent."""
        events: list[object] = await self.page.evaluate(
            "(event) => sent.filter(([type]) => type === event).map(([, facts]) => facts)", event
        )
        return events

    async def wait_sent(self, event: str, facts: object) -> None:
        """Until the app's newest such event has these facts."""
        await self.page.wait_for_function(
            """([event, facts]) => JSON.stringify(
                 sent.filter(([type]) => type === event).at(-1)?.[1]) === JSON.stringify(facts)""",
            arg=[event, facts],
        )
