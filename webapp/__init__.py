"""The web face: mini-app, merchant API and webhook, over core and the texts."""

from webapp.app import create
from webapp.app_keys import Check, Updates

__all__ = ["Check", "Updates", "create"]
