"""Tables of the catalogue: events that multiply points or lower prices, rewards and stock."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from core.merchants.models import Merchant


class Event(Model):
    """A dated season; published only with its disclosure (RL-8)."""

    id = fields.UUIDField(primary_key=True)
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT, db_index=False
    )
    theme = fields.CharField(32)
    title: fields.Field[dict[str, Any]] = fields.JSONField(description="a text per language")
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(description="the first moment after it")
    multiplier = fields.DecimalField(6, 3, default=1)
    categories: fields.Field[list[Any]] = fields.JSONField(description="a list; empty: every item")
    prices: fields.Field[dict[str, Any]] = fields.JSONField(
        default=dict, description="points by reward, while the event is live"
    )
    disclosure: fields.Field[dict[str, Any]] = fields.JSONField(default=dict)
    made_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True, description="null: a draft")

    class Meta:
        table = "event"
        indexes = [("merchant_id", "ends_at")]


class Reward(Model):
    """What points buy; what it says and costs is in its versions."""

    id = fields.UUIDField(primary_key=True)
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT
    )
    kind = fields.CharField(16, description="a closed list, none of it money (RL-5)")
    made_at = fields.DatetimeField()

    class Meta:
        table = "reward"


class RewardVersion(Model):
    """What a reward said and cost from its publishing on; a redemption keeps its version."""

    id = fields.BigIntField(primary_key=True)
    reward: fields.ForeignKeyRelation[Reward] = fields.ForeignKeyField(
        "core.Reward", on_delete=fields.RESTRICT, db_index=False
    )
    version = fields.IntField()
    title: fields.Field[dict[str, Any]] = fields.JSONField(description="a text per language")
    description: fields.Field[dict[str, Any]] = fields.JSONField(default=dict)
    points = fields.BigIntField(description="the list price")
    cash_fen = fields.BigIntField(default=0)
    market_price_fen = fields.BigIntField()
    limit_per_member = fields.IntField(null=True, description="null: as often as one likes")
    voucher_days = fields.IntField()
    delivery = fields.CharField(16)
    disclosure: fields.Field[dict[str, Any]] = fields.JSONField(default=dict)
    made_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True, description="null: a draft")

    class Meta:
        table = "reward_version"
        unique_together = [("reward_id", "version")]


class Stock(Model):
    """How many of a reward there are, and are sold: a hot row that no foreign key names."""

    reward_id = fields.UUIDField(primary_key=True)
    total = fields.BigIntField()
    sold = fields.BigIntField(default=0)

    class Meta:
        table = "stock"
