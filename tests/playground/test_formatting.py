"""HTML is read with Telegram's offsets and refused with Telegram's words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.errors import ApiError
from playground.formatting import as_html, parse_html, read_text, units

STADIUM = "🏟 🏟"


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        (f"{STADIUM}&lt;<abacaba", "Unclosed start tag at byte offset 13"),
        (f"{STADIUM}&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
        (f"{STADIUM}&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        (
            f"{STADIUM}&lt;<i    aba>",
            'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13',
        ),
        (f"{STADIUM}&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        (
            f"{STADIUM}&lt;<i    aba  =  190azAz-.,",
            "Unexpected end of name token at byte offset 27",
        ),
        (f'{STADIUM}&lt;<i    aba  =  "&lt;>', "Unclosed start tag at byte offset 13"),
        (f"{STADIUM}&lt;</", "Unexpected end tag at byte offset 13"),
        (f"{STADIUM}&lt;<b></b></", "Unexpected end tag at byte offset 20"),
        (f"{STADIUM}&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
        (
            f"{STADIUM}&lt;<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<br>", 'Unsupported start tag "br" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_a_mistake_is_told_in_telegrams_words(source: str, mistake: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {mistake}"


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (
            f"{STADIUM}<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>",
            f"{STADIUM}🏟 ><🏟",
            [("italic", 5, 7), ("bold", 9, 3)],
        ),
        ("&lt;&gt;&amp;&quot;&laquo;&#12345678;", '<>&"&laquo;&#12345678;', []),
        ("<b></b>", "", []),
        ("<i>a</    >", "a", [("italic", 0, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ('<a href="https://t.me/x?a=1&amp;b=2">a</a>', "a", [("text_link", 0, 1)]),
    ],
)
def test_text_and_offsets_are_telegrams(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    plain, entities_read = parse_html(source)
    assert plain == text
    assert [
        (entity["type"], entity["offset"], entity["length"]) for entity in entities_read
    ] == entities


def test_code_inside_pre_names_its_language() -> None:
    _, entities = parse_html('<pre><code class="language-sql">SELECT 1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 8, "language": "sql"}]


def test_a_link_keeps_its_address() -> None:
    _, entities = parse_html('<a href="https://t.me/x?a=1&amp;b=2">a</a>')
    assert entities[0]["url"] == "https://t.me/x?a=1&b=2"


def test_both_ends_are_trimmed_and_entities_move_along() -> None:
    formatted = read_text("\n  <b>five</b> points \n", parse_mode="HTML", entities=None)
    assert formatted.text == "five points"
    assert formatted.entities == ({"type": "bold", "offset": 0, "length": 4},)


def test_commands_and_links_are_found_without_being_named() -> None:
    formatted = read_text("try /help@jiafen_bot or t.me/jiafen_bot", parse_mode="", entities=None)
    assert [entity["type"] for entity in formatted.entities] == ["bot_command", "url"]


def test_an_entity_beyond_the_text_is_refused() -> None:
    given_entities: Any = [{"type": "bold", "offset": 1, "length": 9}]
    with pytest.raises(ApiError, match="ends after the end of the text"):
        read_text("short", parse_mode="", entities=given_entities)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=40))
def test_escaped_text_is_read_unchanged(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    plain, entities = parse_html(f"<b>{escaped}</b>")
    assert plain == text
    assert [entity["length"] for entity in entities] == ([units(text)] if text else [])


def test_the_page_shows_hostile_names_as_text() -> None:
    entities = [
        {"type": "bold", "offset": 0, "length": 8},
        {"type": "italic", "offset": 3, "length": 5},
    ]
    assert as_html('<i>&"{n}', entities) == "<b>&lt;i&gt;</b><b><i>&amp;&#34;{n}</i></b>"
