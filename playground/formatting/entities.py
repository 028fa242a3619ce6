"""Text with entities as Telegram keeps it: cleaned, measured, with links and commands found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playground.errors import bad_request
from playground.formatting.html import parse_html
from playground.people import Json

FOUND = {
    "bot_command": re.compile(
        r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"
    ),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#])#\w*[^\W\d]\w*"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"),
    "url": re.compile(
        r"(?<![\w@.])(?:https?://[^\s<>\"«»]+|(?:[\w-]+\.)+(?:com|org|net|me|io|cn|app|dev|shop|xyz)"
        r"(?:[/?#][^\s<>\"«»]*)?)(?<![.,:;!?)'])"
    ),
}
UNTOUCHED = {"code", "pre", "text_link", "text_mention"}
READ = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote",
    "expandable_blockquote", "code", "pre", "text_link", "text_mention", "custom_emoji",
    "date_time",
}  # fmt: skip
IGNORED = {*FOUND, "cashtag", "phone_number", "bank_card_number"}
INVISIBLE = re.compile(
    r"[\s\u00ad\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060\u2800\u3000\u3164\ufeff]*"
)
RAW_BYTES = 32 * 1024


@dataclass(frozen=True)
class FormattedText:
    """Plain text and its entities, offsets in UTF-16 units."""

    text: str
    entities: tuple[Json, ...] = ()

    def fields(self, text: str = "text", entities: str = "entities") -> Json:
        """As the fields of a message; an empty list of entities is left out."""
        content: Json = {text: self.text} if self.text else {}
        if self.entities:
            content[entities] = [dict(entity) for entity in self.entities]
        return content


def units(text: str) -> int:
    """Length in UTF-16 units, in which Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


def read_text(source: str, *, parse_mode: str, entities: Any) -> FormattedText:
    """Parse and clean the text that the bot sent, and add the entities that Telegram detects."""
    if len(source.encode()) > RAW_BYTES:
        raise bad_request("text is too long")
    mode = parse_mode.lower()
    if mode == "html":
        text, entities_found = parse_html(source)
    elif mode in ("", "none"):
        text, entities_found = source, [] if mode else _explicit(entities, units(source))
    elif mode in ("markdown", "markdownv2"):
        raise bad_request("unsupported parse_mode: the playground reads HTML and entities only")
    else:
        raise bad_request("unsupported parse_mode")
    return detected(*_cleaned(text, entities_found))


def detected(text: str, entities: list[Json] | None = None) -> FormattedText:
    """Add the commands, links, mentions and hashtags that Telegram finds by itself."""
    given = entities or []
    taken = [_span(entity) for entity in given if entity["type"] in UNTOUCHED]
    everything = list(given)
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            start = units(text[: match.start()])
            end = start + units(match[0])
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            everything.append({"type": kind, "offset": start, "length": end - start})
    everything.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return FormattedText(text, tuple(everything))


def is_blank(text: str) -> bool:
    """True when nothing would be seen."""
    return INVISIBLE.fullmatch(text) is not None


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]


def _cleaned(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Trim both ends, turn control characters into spaces, and shift the entities accordingly."""
    plain = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", text.replace("\r\n", "\n"))
    trimmed = plain.lstrip(" \n\t")
    moved = units(plain) - units(trimmed)
    trimmed = trimmed.rstrip(" \n\t")
    length = units(trimmed)
    kept = []
    for entity in entities:
        start, end = _span(entity)
        start, end = max(0, start - moved), min(length, end - moved)
        if end > start:
            cleaned_entity = {**entity, "offset": start, "length": end - start}
            if cleaned_entity["type"] == "code":
                cleaned_entity.pop("language", None)
            kept.append(cleaned_entity)
    return trimmed, kept


def _explicit(entities: Any, length: int) -> list[Json]:
    if entities is None:
        return []
    if not isinstance(entities, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    kept = []
    for entity in entities:
        if not isinstance(entity, dict):
            raise bad_request("can't parse MessageEntity: expected an Object")
        kind = entity.get("type")
        if kind in IGNORED:
            continue
        if kind not in READ:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        offset, size = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(size, int):
            raise bad_request('can\'t parse MessageEntity: Field "offset" must be of type Number')
        if offset < 0 or size <= 0 or offset + size > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                f"at UTF-16 offset {offset + size}"
            )
        kept.append(dict(entity))
    return kept
