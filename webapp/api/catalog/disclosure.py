"""The card of key rules that an event and a reward carry; publishing needs all of it."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from webapp.api.example_values import in_both_languages
from webapp.edge.fields import Language, RequestBody, Statement


class NewDisclosure(RequestBody):
    """The card of key rules, each a text per language; publishing needs them all."""

    threshold: dict[Language, Statement] = Field(default={})
    earning: dict[Language, Statement] = Field(default={})
    validity: dict[Language, Statement] = Field(default={})
    limits: dict[Language, Statement] = Field(default={})
    how_to_redeem: dict[Language, Statement] = Field(default={})
    delivery: dict[Language, Statement] = Field(default={})
    complaints: dict[Language, Statement] = Field(default={})


EXAMPLE: Final = {
    "threshold": in_both_languages("无门槛", "None"),
    "earning": in_both_languages("茶叶消费得双倍积分", "Tea earns double points"),
    "validity": in_both_languages("积分一年有效", "Points are good for a year"),
    "limits": in_both_languages("不限次数", "As often as you like"),
    "how_to_redeem": in_both_languages("在门店出示会员码", "Show your member code at the till"),
    "delivery": in_both_languages("到店自取，无运费", "Pick-up in the shop, no cost"),
    "complaints": in_both_languages("电话 12315", "Call 12315"),
}
