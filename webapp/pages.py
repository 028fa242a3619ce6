"""The mini-app's pages: what the templates need, and errors that a person reads in a browser."""

from aiohttp import web


def setup(app: web.Application) -> None:
    """Prepare the templates of the mini-app's pages."""
