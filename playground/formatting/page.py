"""Draws text with entities as HTML for the chat page."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup, escape

from playground.people import Json

TAGS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
    "pre": "pre", "blockquote": "blockquote", "expandable_blockquote": "blockquote",
}  # fmt: skip
LINKS = {"url", "text_link", "email"}
CLICKED = {"bot_command": "command", "hashtag": "hashtag", "mention": "mention"}


def as_html(text: str, entities: list[Json]) -> Markup:
    """Escaped text in which every entity is an element; overlapping ones are cut at each border."""
    raw = text.encode("utf-16-le")
    borders = {0, len(raw) // 2}
    for entity in entities:
        borders |= {entity["offset"], entity["offset"] + entity["length"]}
    marks = sorted(borders)
    pieces = []
    for start, end in pairwise(marks):
        piece: Markup = escape(raw[start * 2 : end * 2].decode("utf-16-le", errors="replace"))
        around = [entity for entity in entities if _covers(entity, start, end)]
        for entity in sorted(around, key=lambda entity: (-entity["offset"], entity["length"])):
            entity_text = raw[entity["offset"] * 2 :][: entity["length"] * 2].decode("utf-16-le")
            piece = _wrapped(piece, entity, entity_text)
        pieces.append(piece)
    return Markup("").join(pieces)


def _covers(entity: Json, start: int, end: int) -> bool:
    begins: int = entity["offset"]
    return begins <= start and end <= begins + entity["length"]


def _wrapped(piece: Markup, entity: Json, entity_text: str) -> Markup:
    kind = entity["type"]
    if kind in TAGS:
        return Markup("<{0}>{1}</{0}>").format(TAGS[kind], piece)
    if kind in LINKS:
        return Markup('<a href="{}" target="_blank" rel="noopener">{}</a>').format(
            _address(kind, entity, entity_text), piece
        )
    if kind in CLICKED:
        return Markup('<a href="#" data-{}="{}">{}</a>').format(CLICKED[kind], entity_text, piece)
    if kind == "spoiler":
        return Markup('<span class="spoiler" tabindex="0">{}</span>').format(piece)
    if kind == "date_time":
        return Markup('<time data-unix="{}" data-format="{}">{}</time>').format(
            entity["unix_time"], entity.get("date_time_format", ""), piece
        )
    return piece


def _address(kind: str, entity: Json, entity_text: str) -> str:
    if kind == "text_link":
        return str(entity["url"])
    if kind == "email":
        return f"mailto:{entity_text}"
    return (
        entity_text if entity_text.startswith(("http://", "https://")) else f"https://{entity_text}"
    )
