"""What the people of the demo world bought, when, and what they took back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cli.demo.people import CHILD, FATHER, MOTHER, SHOPKEEPER, Character
from cli.demo.shops import CINEMA, GARAGE, MARKET, TEA_SHOP, Shop
from core import ledger
from core.program import Program
from core.purchases import Channel, Item


@dataclass(frozen=True)
class DaysLeft:
    """The purchase was made on the day whose points have this many days left now."""

    days: int


@dataclass(frozen=True)
class Ago:
    """The purchase was made this many days before now."""

    days: int


@dataclass(frozen=True)
class Sale:
    """One purchase; `returned_fen` of it came back a day later."""

    buyer: Character
    shop: Shop
    receipt: str
    when: DaysLeft | Ago
    items: tuple[Item, ...]
    returned_fen: int = 0
    channel: Channel = "till"

    @property
    def amount_fen(self) -> int:
        """What was paid."""
        return sum(item.amount_fen for item in self.items)

    def day(self, program: Program, *, today: date) -> date:
        """The local date on which it happened."""
        if isinstance(self.when, Ago):
            return today - timedelta(days=min(self.when.days, program.purchases.max_age_days - 2))
        return _day_that_leaves(self.when.days, program, today=today)


def _day_that_leaves(days: int, program: Program, *, today: date) -> date:
    """The day, within what may still be posted, whose points have most nearly `days` left."""
    oldest = program.purchases.max_age_days - 2
    candidates = [today - timedelta(days=back) for back in range(oldest + 1)]
    left = {day: (ledger.last_usable_day(program.expiry, day) - today).days for day in candidates}
    return min((day for day in candidates if left[day] >= 0), key=lambda day: abs(left[day] - days))


def _item(sku: str, name: str, category: str, fen: int, *, green: bool = False) -> Item:
    return Item(sku=sku, name=name, category=category, amount_fen=fen, green=green, attributes={})


RICE = _item("RICE-5", "五常大米 5 kg", "grocery", 8_900)
GREENS = _item("VEG-ORG", "有机时蔬", "vegetables", 4_260, green=True)
EGGS = _item("EGG-30", "散养鸡蛋 30 枚", "grocery", 3_980, green=True)
MILK = _item("MILK-12", "鲜牛奶 12 盒", "dairy", 7_200)
LAMP = _item("LED-1", "一级能效台灯", "household", 12_900, green=True)
OIL_CHANGE = _item("OIL-SVC", "全合成机油保养", "maintenance", 68_000)
WIPERS = _item("WIPER-2", "雨刮片一对", "parts", 12_800)
TYRES = _item("TYRE-4", "静音轮胎四条", "parts", 246_000)
CHARGE = _item("EV-CHG", "充电服务", "charging", 9_600, green=True)
TICKETS = _item("TKT-2", "电影票两张", "tickets", 9_800)
TICKET = _item("TKT-1", "学生票一张", "tickets", 3_500)
POPCORN = _item("POP-L", "大桶爆米花", "snacks", 3_900)
OOLONG = _item("TEA-OOL", "炭焙乌龙 100 g", "tea", 12_800)
PUER = _item("TEA-PU", "陈年普洱一饼", "tea", 36_800)
CUP = _item("CUP-1", "自带杯奶茶", "drinks", 1_600, green=True)

SALES = (
    Sale(MOTHER, MARKET, "DEMO-M-01", DaysLeft(2), (RICE, GREENS, MILK)),
    Sale(MOTHER, MARKET, "DEMO-M-02", DaysLeft(6), (EGGS, MILK)),
    Sale(FATHER, GARAGE, "DEMO-G-01", DaysLeft(5), (OIL_CHANGE, WIPERS), returned_fen=12_800),
    Sale(CHILD, CINEMA, "DEMO-C-01", DaysLeft(4), (TICKET, POPCORN)),
    Sale(SHOPKEEPER, MARKET, "DEMO-M-03", DaysLeft(3), (MILK, MILK)),
    Sale(MOTHER, CINEMA, "DEMO-C-02", DaysLeft(27), (TICKETS, POPCORN)),
    Sale(FATHER, MARKET, "DEMO-M-04", DaysLeft(24), (RICE, EGGS)),
    Sale(MOTHER, MARKET, "DEMO-M-05", Ago(290), (GREENS, EGGS, RICE)),
    Sale(FATHER, CINEMA, "DEMO-C-03", Ago(260), (TICKETS,), returned_fen=4_900),
    Sale(SHOPKEEPER, GARAGE, "DEMO-G-02", Ago(231), (CHARGE, OIL_CHANGE)),
    Sale(MOTHER, MARKET, "DEMO-M-06", Ago(204), (LAMP, GREENS)),
    Sale(FATHER, GARAGE, "DEMO-G-03", Ago(176), (TYRES,)),
    Sale(CHILD, CINEMA, "DEMO-C-04", Ago(150), (TICKET,), channel="online"),
    Sale(MOTHER, MARKET, "DEMO-M-07", Ago(121), (RICE, MILK, EGGS), returned_fen=3_980),
    Sale(SHOPKEEPER, CINEMA, "DEMO-C-05", Ago(96), (TICKETS, POPCORN), channel="online"),
    Sale(MOTHER, TEA_SHOP, "DEMO-T-01", Ago(75), (PUER,)),
    Sale(FATHER, MARKET, "DEMO-M-08", Ago(48), (GREENS, GREENS, MILK)),
    Sale(CHILD, CINEMA, "DEMO-C-06", Ago(33), (TICKET, POPCORN)),
    Sale(FATHER, GARAGE, "DEMO-G-04", Ago(20), (CHARGE,), channel="card"),
    Sale(MOTHER, MARKET, "DEMO-M-09", Ago(9), (GREENS, EGGS, MILK)),
    Sale(FATHER, TEA_SHOP, "DEMO-T-02", Ago(2), (OOLONG, CUP)),
    Sale(CHILD, TEA_SHOP, "DEMO-T-03", Ago(1), (CUP, CUP)),
)
"""In the past; nobody is told of them any more."""

JUST_NOW = Sale(MOTHER, TEA_SHOP, "DEMO-T-04", Ago(0), (OOLONG, PUER))
"""A moment ago: its receipt arrives in the chat."""
