"""Tables of the catalogue: today the events that multiply points."""

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
    disclosure: fields.Field[dict[str, Any]] = fields.JSONField(default=dict)
    made_at = fields.DatetimeField()
    published_at = fields.DatetimeField(null=True, description="null: a draft")

    class Meta:
        table = "event"
        indexes = [("merchant_id", "ends_at")]
