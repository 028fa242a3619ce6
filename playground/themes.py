"""Telegram's light and dark colours: for the chat page and for the mini-app alike."""

from __future__ import annotations

THEMES: dict[str, dict[str, str]] = {
    "light": {
        "bg_color": "#ffffff",
        "secondary_bg_color": "#f4f4f5",
        "text_color": "#000000",
        "hint_color": "#707579",
        "link_color": "#0088cc",
        "button_color": "#2481cc",
        "button_text_color": "#ffffff",
        "header_bg_color": "#ffffff",
        "bottom_bar_bg_color": "#ffffff",
        "accent_text_color": "#1c7bc0",
        "section_bg_color": "#ffffff",
        "section_header_text_color": "#1c7bc0",
        "section_separator_color": "#e4e4e7",
        "subtitle_text_color": "#707579",
        "destructive_text_color": "#d1322a",
    },
    "dark": {
        "bg_color": "#17212b",
        "secondary_bg_color": "#0e1621",
        "text_color": "#f5f5f5",
        "hint_color": "#8a9aa9",
        "link_color": "#6ab3f3",
        "button_color": "#3a7ab5",
        "button_text_color": "#ffffff",
        "header_bg_color": "#17212b",
        "bottom_bar_bg_color": "#17212b",
        "accent_text_color": "#6ab2f2",
        "section_bg_color": "#17212b",
        "section_header_text_color": "#6ab3f3",
        "section_separator_color": "#111a23",
        "subtitle_text_color": "#8a9aa9",
        "destructive_text_color": "#ec5a5a",
    },
}
