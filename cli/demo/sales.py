"""The purchases and refunds of the demo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cli.demo.people import CHILD, FATHER, MOTHER, SHOPKEEPER, Character
from cli.demo.shops import CINEMA, GARAGE, MARKET, TEA_SHOP, DemoShop
from core import ledger
from core.program import Program
from core.purchases import Channel, Item


@dataclass(frozen=True)
class When:
    """The day of a sale, relative to now."""

    days: int
    is_left: bool
    """Whether `days` is how long its points are still usable, and not how long ago the day was."""


def ago(days: int) -> When:
    """So many days before now."""
    return When(days, is_left=False)


def ending(days: int) -> When:
    """A day whose points have so many days left now."""
    return When(days, is_left=True)


@dataclass(frozen=True)
class DemoSale:
    """A purchase; `returned_fen` of it is refunded a day later."""

    buyer: Character
    shop: DemoShop
    receipt: str
    when: When
    items: tuple[Item, ...]
    returned_fen: int = 0
    channel: Channel = "till"

    @property
    def amount_fen(self) -> int:
        """What was paid."""
        return sum(item.amount_fen for item in self.items)

    def day(self, program: Program, *, today: date) -> date:
        """The local date on which it happened."""
        if self.when.is_left:
            return _day_that_leaves(self.when.days, program, today=today)
        return today - timedelta(days=min(self.when.days, program.purchases.max_age_days - 2))


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
    DemoSale(MOTHER, MARKET, "DEMO-M-01", ending(2), (RICE, GREENS, MILK)),
    DemoSale(MOTHER, MARKET, "DEMO-M-02", ending(6), (EGGS, MILK)),
    DemoSale(FATHER, GARAGE, "DEMO-G-01", ending(5), (OIL_CHANGE, WIPERS), returned_fen=12_800),
    DemoSale(CHILD, CINEMA, "DEMO-C-01", ending(4), (TICKET, POPCORN)),
    DemoSale(SHOPKEEPER, MARKET, "DEMO-M-03", ending(3), (MILK, MILK)),
    DemoSale(MOTHER, CINEMA, "DEMO-C-02", ending(27), (TICKETS, POPCORN)),
    DemoSale(FATHER, MARKET, "DEMO-M-04", ending(24), (RICE, EGGS)),
    DemoSale(MOTHER, MARKET, "DEMO-M-05", ago(290), (GREENS, EGGS, RICE)),
    DemoSale(FATHER, CINEMA, "DEMO-C-03", ago(260), (TICKETS,), returned_fen=4_900),
    DemoSale(SHOPKEEPER, GARAGE, "DEMO-G-02", ago(231), (CHARGE, OIL_CHANGE)),
    DemoSale(MOTHER, MARKET, "DEMO-M-06", ago(204), (LAMP, GREENS)),
    DemoSale(FATHER, GARAGE, "DEMO-G-03", ago(176), (TYRES,)),
    DemoSale(CHILD, CINEMA, "DEMO-C-04", ago(150), (TICKET,), channel="online"),
    DemoSale(MOTHER, MARKET, "DEMO-M-07", ago(121), (RICE, MILK, EGGS), returned_fen=3_980),
    DemoSale(SHOPKEEPER, CINEMA, "DEMO-C-05", ago(96), (TICKETS, POPCORN), channel="online"),
    DemoSale(MOTHER, TEA_SHOP, "DEMO-T-01", ago(75), (PUER,)),
    DemoSale(FATHER, MARKET, "DEMO-M-08", ago(48), (GREENS, GREENS, MILK)),
    DemoSale(CHILD, CINEMA, "DEMO-C-06", ago(33), (TICKET, POPCORN)),
    DemoSale(FATHER, GARAGE, "DEMO-G-04", ago(20), (CHARGE,), channel="card"),
    DemoSale(MOTHER, MARKET, "DEMO-M-09", ago(9), (GREENS, EGGS, MILK)),
    DemoSale(FATHER, TEA_SHOP, "DEMO-T-02", ago(2), (OOLONG, CUP)),
    DemoSale(CHILD, TEA_SHOP, "DEMO-T-03", ago(1), (CUP, CUP)),
)
"""In the past: no notices are sent of them."""

JUST_NOW = DemoSale(MOTHER, TEA_SHOP, "DEMO-T-04", ago(0), (OOLONG, PUER))
"""A moment ago: its notice arrives in the chat."""
