"""getUpdates and the webhook's own methods."""

from __future__ import annotations

import re
from typing import Any

from playground.errors import bad_request, conflict
from playground.markup import is_loopback
from playground.methods.table import method
from playground.parameters import Parameters
from playground.people import Json
from playground.state import PlaygroundState

LONGEST_POLL = 50
LONGEST_SECRET = 256
PORTS = (None, 80, 88, 443, 8443)


async def get_updates(state: PlaygroundState, parameters: Parameters) -> list[Json]:
    """Wait for updates; refused while a webhook is set."""
    if state.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    state.updates.allow(_allowed(parameters))
    updates = await state.updates.poll(
        offset=parameters.integer("offset"),
        limit=min(100, max(1, parameters.integer("limit", 100))),
        seconds=min(LONGEST_POLL, max(0, parameters.integer("timeout"))),
    )
    return [update.body for update in updates]


async def set_webhook(state: PlaygroundState, parameters: Parameters) -> bool:
    """Deliver updates to an address; an empty address removes the webhook."""
    address = parameters.text("url").strip()
    if not address:
        return await delete_webhook(state, parameters)
    secret = parameters.text("secret_token")
    if len(secret) > LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    _check_address(address)
    state.updates.allow(_allowed(parameters))
    if parameters.flag("drop_pending_updates"):
        state.updates.drop_pending()
    state.updates.end_poll("terminated by setWebhook request")
    await state.webhook.start(
        address,
        secret=secret,
        max_connections=min(100, max(1, parameters.integer("max_connections", 40))),
    )
    return True


async def delete_webhook(state: PlaygroundState, parameters: Parameters) -> bool:
    """Back to getUpdates; what is unconfirmed stays pending."""
    await state.webhook.stop()
    if parameters.flag("drop_pending_updates"):
        state.updates.drop_pending()
    return True


def get_webhook_info(state: PlaygroundState, _: Parameters) -> Json:
    """The state of the webhook."""
    return state.webhook.as_info()


def _allowed(parameters: Parameters) -> Any:
    return parameters.json("allowed_updates", "allowed_updates")


def _check_address(address: str) -> None:
    match = re.fullmatch(r"(https?)://(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([/?#].*)?", address)
    if match is None:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if is_loopback(address):
        return
    if match[1] != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if match[3] and int(match[3]) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


METHODS = {
    "getUpdates": method(get_updates, "offset limit timeout allowed_updates"),
    "setWebhook": method(
        set_webhook, "url max_connections allowed_updates drop_pending_updates secret_token"
    ),
    "deleteWebhook": method(delete_webhook, "drop_pending_updates"),
    "getWebhookInfo": method(get_webhook_info),
}
