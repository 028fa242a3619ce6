"""Turns what the bot sends into text and entities, and entities into HTML for the chat page."""

from playground.formatting.entities import FormattedText, detected, read_text, units
from playground.formatting.html import parse_html
from playground.formatting.page import as_html

__all__ = ["FormattedText", "as_html", "detected", "parse_html", "read_text", "units"]
