"""The people of the demo: a family of three, a shopkeeper and a newcomer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Character:
    """A person of the demo; the id is a Telegram user's."""

    telegram_id: int
    family_name: str
    given_name: str
    about: str

    @property
    def name(self) -> str:
        """The full name in Chinese order."""
        return f"{self.family_name}{self.given_name}"

    def as_user(self) -> dict[str, Any]:
        """The person as the playground describes a user."""
        return {"id": self.telegram_id, "first_name": self.name, "about": self.about}


MOTHER = Character(7_001_001, "林", "晓梅", "妈妈，常去超市 · the mother, shops at the market")
FATHER = Character(7_001_002, "陈", "建国", "爸爸，养着一辆车 · the father, keeps the car")
CHILD = Character(7_001_003, "陈", "小雨", "女儿，爱看电影 · the daughter, loves the cinema")
SHOPKEEPER = Character(7_001_004, "沈", "月明", "茶馆老板娘 · keeps the tea shop")
NEWCOMER = Character(7_001_005, "周", "新", "新来的，还没有账户 · new here, no account yet")

PEOPLE = (MOTHER, FATHER, CHILD, SHOPKEEPER)
"""The members; the newcomer has no account yet."""
