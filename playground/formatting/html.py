"""Reads `parse_mode=HTML` as Telegram does, with its byte offsets and its words for mistakes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playground.errors import ApiError, bad_request
from playground.people import Json

SIMPLE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "blockquote": "blockquote",
}  # fmt: skip
TAGS = {*SIMPLE, "a", "code", "pre", "tg-emoji", "tg-time"}
# The one attribute that each tag reads.
ATTRIBUTES = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
REFERENCE = re.compile(
    rb"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos)(?![a-zA-Z]));?"
)
LAST_CODE_POINT = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
SPACE = b" \t\r\n\v"
EXPANDABLE = re.compile(rb"expandable(?=[\s>])")
SPECIAL = re.compile(rb"[<&]")
TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")


@dataclass
class _Tag:
    name: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities; a mistake is Telegram's `can't parse entities: …`."""
    reader = _Reader(source.encode())
    reader.read()
    entities = sorted(reader.entities, key=lambda entity: (entity["offset"], -entity["length"]))
    return "".join(reader.plain), entities


def _mistake(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


def _decoded(match: re.Match[bytes]) -> str | None:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name.decode()]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < LAST_CODE_POINT:
        return None
    if code in SURROGATES:
        raise bad_request(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    return chr(code)


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0
        self.plain: list[str] = []
        self.length = 0  # of the plain text, in UTF-16 units
        self.open: list[_Tag] = []
        self.entities: list[Json] = []

    def read(self) -> None:
        while self.at < len(self.raw):
            match self.raw[self.at : self.at + 1]:
                case b"&":
                    self._append(self._reference())
                case b"<" if self.raw[self.at + 1 : self.at + 2] == b"/":
                    self._end_tag()
                case b"<":
                    self._start_tag()
                case _:
                    start = self.at
                    special = SPECIAL.search(self.raw, start)
                    self.at = special.start() if special else len(self.raw)
                    self._append(self.raw[start : self.at].decode())
        if self.open:
            name = self.open[-1].name
            raise _mistake(f'Can\'t find end tag corresponding to start tag "{name}"')

    def _append(self, text: str) -> None:
        self.plain.append(text)
        self.length += len(text.encode("utf-16-le")) // 2

    def _reference(self) -> str:
        match = REFERENCE.match(self.raw, self.at)
        text = _decoded(match) if match else None
        if match is None or text is None:
            self.at += 1
            return "&"
        self.at = match.end()
        return text

    def _skip_spaces(self) -> None:
        while self.at < len(self.raw) and self.raw[self.at] in SPACE:
            self.at += 1

    def _until(self, stops: bytes) -> str:
        start = self.at
        while self.at < len(self.raw) and self.raw[self.at] not in stops:
            self.at += 1
        return self.raw[start : self.at].decode(errors="replace")

    def _byte(self) -> bytes:
        return self.raw[self.at : self.at + 1]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._until(SPACE + b">").lower()
        if self.at >= len(self.raw):
            raise _mistake(f"Unclosed start tag at byte offset {begin}")
        if name not in TAGS:
            raise _mistake(f'Unsupported start tag "{name}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        self._skip_spaces()
        while self._byte() != b">":
            key, value = self._attribute(name, begin)
            attributes[key] = value
            self._skip_spaces()
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _mistake(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Tag(name, attributes, self.length, len(self.plain)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        bare = EXPANDABLE.match(self.raw, self.at) if tag == "blockquote" else None
        if bare is not None:
            self.at = bare.end()
            return "expandable", ""
        name = self._until(SPACE + b"=").lower()
        if not name:
            raise _mistake(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        self._skip_spaces()
        if self._byte() != b"=":
            raise _mistake(
                "Expected equal sign in declaration of an attribute of the tag "
                f'"{tag}" at byte offset {begin}'
            )
        self.at += 1
        self._skip_spaces()
        if not self._byte():
            raise _mistake(f'Unclosed start tag "{tag}" at byte offset {begin}')
        value = self._quoted() if self._byte() in (b"'", b'"') else self._token()
        if self.at >= len(self.raw):
            raise _mistake(f"Unclosed start tag at byte offset {begin}")
        return name, value

    def _token(self) -> str:
        start = self.at
        match = TOKEN.match(self.raw, start)
        self.at = match.end() if match else start
        if self._byte() != b">" and self._byte() not in [bytes([byte]) for byte in SPACE]:
            raise _mistake(f"Unexpected end of name token at byte offset {start}")
        return self.raw[start : self.at].decode().lower()

    def _quoted(self) -> str:
        quote = self.raw[self.at]
        self.at += 1
        value = ""
        while self.at < len(self.raw) and self.raw[self.at] != quote:
            if self.raw[self.at : self.at + 1] == b"&":
                value += self._reference()
            else:
                value += self._until(bytes([quote]) + b"&")
        self.at += 1
        return value

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _mistake(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self._until(SPACE + b">").lower()
        self._skip_spaces()
        if self._byte() != b">":
            raise _mistake(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _mistake(
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._close(tag)

    def _close(self, tag: _Tag) -> None:
        span: Json = {"offset": tag.offset, "length": self.length - tag.offset}
        if tag.name in SIMPLE:
            kind = SIMPLE[tag.name]
            if kind == "blockquote" and "expandable" in tag.attributes:
                kind = "expandable_blockquote"
            self.entities.append({"type": kind, **span})
        elif tag.name == "a":
            self._close_link(tag, span)
        elif tag.name == "tg-emoji":
            emoji = tag.attributes.get("emoji-id", "")
            if not emoji.isdigit():
                raise _mistake("Invalid custom emoji identifier specified")
            self.entities.append({"type": "custom_emoji", **span, "custom_emoji_id": emoji})
        elif tag.name == "tg-time":
            self._close_time(tag, span)
        else:
            self._close_code(tag, span)

    def _close_link(self, tag: _Tag, span: Json) -> None:
        address = tag.attributes.get("href") or "".join(self.plain[tag.start :])
        if re.match(r"(https?|tg|tel|mailto)://?\S+$|mailto:\S+$", address):
            self.entities.append({"type": "text_link", **span, "url": address})
        elif re.match(r"[\w-]+(\.[\w-]+)+([/?#]\S*)?$", address):
            self.entities.append({"type": "text_link", **span, "url": f"http://{address}"})

    def _close_time(self, tag: _Tag, span: Json) -> None:
        unix = tag.attributes.get("unix", "")
        if not unix.isdigit() or int(unix) <= 0:
            raise _mistake("invalid date specified")
        layout = tag.attributes.get("format", "")
        if not re.fullmatch(r"[rR]|[tTdDwW]*", layout):
            raise _mistake("Invalid date-time format specified")
        self.entities.append(
            {"type": "date_time", **span, "unix_time": int(unix), "date_time_format": layout}
        )

    def _close_code(self, tag: _Tag, span: Json) -> None:
        language = tag.attributes.get("class", "").removeprefix("language-")
        twin = self.entities[-1] if self.entities else {}
        together = {**twin, **span} == twin and twin.get("type") in ("code", "pre")
        language = language or (twin.get("language", "") if together else "")
        if together and twin["type"] != tag.name and language:
            self.entities[-1] = {"type": "pre", **span, "language": language}
            return
        entity: Json = {"type": tag.name, **span}
        if language and tag.name == "code":
            entity["language"] = language  # kept until we know whether a <pre> surrounds it
        self.entities.append(entity)
