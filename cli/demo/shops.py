"""The merchants of the demo, and the disclosures of their rewards and seasons."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.program import Program


@dataclass(frozen=True)
class DemoShop:
    """A merchant; a second load finds it by its licence."""

    name: str
    licence: str
    budget_fen: int
    rate: Decimal = Decimal(1)


MARKET = DemoShop("青禾超市 Greenleaf Market", "91310106MA1FYDEM01", 20_000_000)
GARAGE = DemoShop("安途车服 Antu Car Service", "91310112MA1GBDEM02", 10_000_000, Decimal("0.5"))
CINEMA = DemoShop("星幕影城 Starlight Cinema", "91310115MA1K3DEM03", 10_000_000)
TEA_SHOP = DemoShop("一盏茶 One Cup Tea", "91310101MA1FPDEM04", 5_000_000)
SHOPS = (MARKET, GARAGE, CINEMA, TEA_SHOP)

EVENT_THEME = "anniversary"
EVENT_TITLE = {"zh-Hans": "围炉煮茶季：积分双倍", "en": "Tea by the fire: double points"}


def plain_disclosure(program: Program) -> dict[str, dict[str, str]]:
    """The disclosure of a reward or a season of lower prices: they add no points."""
    return disclosure(program) | {
        "earning": {
            "zh-Hans": "积分照各店平时的比例计算，这里不另加分。用积分抵扣的部分不计分。",
            "en": "Points come as always at each merchant; this adds none. What you pay with points"
            " earns none.",
        }
    }


def reward_disclosure(
    program: Program, *, points: int, stock: int | None, limit: int | None
) -> dict[str, dict[str, str]]:
    """The disclosure of a reward: its price, its number, and how to fetch it."""
    in_all = {"zh-Hans": f"共 {stock} 份。", "en": f"{stock} in all."} if stock else {}
    each = {"zh-Hans": f"每人 {limit} 份。", "en": f"At most {limit} each."} if limit else {}
    free = {"zh-Hans": "不限数量。", "en": "As many as you like."}
    limits = [part for part in (in_all, each) if part] or [free]
    return plain_disclosure(program) | {
        "threshold": {
            "zh-Hans": f"有 {points:,} 分就能换，参与活动时以活动价为准。",
            "en": f"{points:,} points, or fewer while an event lowers the price.",
        },
        "limits": {
            "zh-Hans": "".join(part["zh-Hans"] for part in limits),
            "en": " ".join(part["en"] for part in limits),
        },
        "how_to_redeem": {
            "zh-Hans": "到店出示券码或二维码，店员核销后领取。",
            "en": "Show the code or its QR at the counter; they take it once.",
        },
    }


def disclosure(program: Program) -> dict[str, dict[str, str]]:
    """The disclosure of the tea shop's season; its numbers are those of the rulebook."""
    days = sorted(program.reminders.days, reverse=True)
    cap = f"{program.value.cap_percent.normalize():f}"
    return {
        "threshold": {
            "zh-Hans": "没有门槛：活动期间在本店消费即可参加，无需报名。",
            "en": "None: every purchase at our counter during the season counts. Nothing to join.",
        },
        "earning": {
            "zh-Hans": "每实付 1 元得 1 分，活动期间再加 1 分。用积分抵扣的部分不计分。",
            "en": "1 point for every yuan you pay, and 1 more during the season. What you pay with"
            " points earns none.",
        },
        "validity": {
            "zh-Hans": f"到期日写在每一条到账通知里；到期前 {'、'.join(map(str, days))} 天提醒您。",
            "en": "Each receipt tells you when its points end. We remind you"
            f" {', '.join(map(str, days))} days before.",
        },
        "limits": {
            "zh-Hans": f"一笔消费所得积分的价值不超过实付金额的 {cap}%，以本店活动预算为限。",
            "en": f"The points of one purchase are worth at most {cap}% of what you paid, while our"
            " budget for the season lasts.",
        },
        "how_to_redeem": {
            "zh-Hans": "积分在所有参与商家通用；在聊天里发送 /rewards 看看能换什么。",
            "en": "Points are good at every merchant that takes part; send /rewards in the chat to"
            " see what they buy.",
        },
        "delivery": {
            "zh-Hans": "到店自取，没有配送费。",
            "en": "Pick up at the counter; there is no delivery fee.",
        },
        "complaints": {
            "zh-Hans": "请找柜台，或致电 021-5550-0142（每天 9:00–21:00）。",
            "en": "Ask at the counter, or call +86 21 5550 0142 (daily, 9:00 to 21:00).",
        },
    }
