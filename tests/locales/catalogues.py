"""Small catalogues in two languages, written to a directory of the test."""

from __future__ import annotations

from pathlib import Path

GOOD = {
    "zh-Hans": """
# 一句话
ledger-balance = 💰 <b>{ $points }</b> 分
ledger-earned = { $points ->
   *[other] { $points } 分
}
house-hello = 你好，{ $name }
house-brand = 欢迎来到{ -brand }
-brand = 家分
house-both = { house-hello }！
seats-full = 家里已经有 { $seats } 个人了
ledger-channel = { $channel ->
    [till] 收银台
   *[other] 其他
}
house-heart = 1 > 0 & 我
""",
    "en": """
# A sentence
ledger-balance = 💰 <b>{ $points }</b> points
ledger-earned = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
house-hello = Hello { $name }
house-brand = Welcome to { -brand }
-brand = Jiafen
house-both = { house-hello }!
seats-full = All { $seats } seats are taken
ledger-channel = { $channel ->
    [till] at the till
   *[other] elsewhere
}
house-heart = 1 > 0 & I
""",
}


def written(root: Path, catalogues: dict[str, str]) -> Path:
    for code, source in catalogues.items():
        (root / code).mkdir(parents=True, exist_ok=True)
        (root / code / "one.ftl").write_text(source, "utf-8")
    return root


def plus(chinese: str, english: str | None = None) -> dict[str, str]:
    english = chinese if english is None else english
    return {
        "zh-Hans": GOOD["zh-Hans"] + chinese + "\n",
        "en": GOOD["en"] + english + "\n",
    }
