"""The web face: the mini-app, the merchant API and the webhook."""

from webapp.app import create
from webapp.app_keys import Check, Updates

__all__ = ["Check", "Updates", "create"]
