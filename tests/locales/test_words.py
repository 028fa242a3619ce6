"""One word for one thing: the catalogues hold none that another word has replaced."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locales import LANGUAGES
from tests.locales.test_usage import ROOT

REPLACED = {
    "zh-Hans": {
        "商户": "商家",
        "钱包": "个人",
        "退货[收扣]回|因退货": "退款扣回",
        "扣除": "扣回",
        "补还": "抵还",
        "偿还": "抵还",
        "转入": "放入",
        "服务通知": "积分通知",
        "习惯推荐": "按消费推荐",
        "可用至": "用到",
        "规则说明": "公示",
        "同意记录": "授权记录",
    },
    "en": {
        r"wallets?": "personal",
        r"returned goods": "after a refund",
        r"good through": "good until",
        r"service notices": "notices about your points",
        r"take it back": "cancel the link",
        r"by (?:itself|themselves)": "automatically",
        r"do(?:es)? not sum": "do not add up",
    },
}
SPOKEN = re.compile(r"^(?!#).*$", re.MULTILINE)
NAMES = re.compile(r"^[a-z_-]+ =|\{ \$[a-z_]+|\[[a-z]+\]")
"""The names of messages, variables and variants are for us."""


def lines(language: str) -> list[tuple[Path, str]]:
    return [
        (path, NAMES.sub("", line))
        for path in sorted((ROOT / "locales" / language).glob("*.ftl"))
        for line in SPOKEN.findall(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_catalogue_says_a_word_that_was_replaced(language: str) -> None:
    edge = "" if language == "zh-Hans" else r"\b"
    faults = [
        f"{path.name}: {line.strip()}: say {better!r}"
        for path, line in lines(language)
        for word, better in REPLACED[language].items()
        if re.search(f"{edge}(?:{word}){edge}", line, re.IGNORECASE)
    ]
    assert not faults, "\n".join(faults)
