"""Tables of sales that earn, and of their refunds; the evidence behind every point."""

from tortoise import fields
from tortoise.models import Model

from core.members.models import Member
from core.merchants.models import Merchant


class Purchase(Model):
    """A real sale, with the versions of every rule by which it earned; append-only."""

    id = fields.UUIDField(primary_key=True)
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    receipt = fields.CharField(64)
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    channel = fields.CharField(8)
    amount_fen = fields.BigIntField(description="paid in money; what points paid never earns")
    items: fields.JSONField[list[dict[str, object]]] = fields.JSONField()
    occurred_at = fields.DatetimeField()
    recorded_at = fields.DatetimeField()
    fingerprint = fields.CharField(64, description="hash of member, amount, channel and items")
    terms: fields.JSONField[dict[str, object]] = fields.JSONField(
        description="rate, event, multipliers, cap and cost that it earned by"
    )
    points = fields.BigIntField()
    answer: fields.JSONField[dict[str, object]] = fields.JSONField(
        description="what the merchant was told, for a repeated call"
    )

    class Meta:
        table = "purchase"
        unique_together = [("merchant_id", "receipt")]
        indexes = [("member_id", "recorded_at")]


class Refund(Model):
    """Money given back on a purchase, by line, and the points that this took back; append-only."""

    id = fields.BigIntField(primary_key=True)
    purchase: fields.ForeignKeyRelation[Purchase] = fields.ForeignKeyField(
        "core.Purchase", on_delete=fields.RESTRICT, db_index=False
    )
    name = fields.CharField(64, description="the merchant's own id of the refund")
    amount_fen = fields.BigIntField()
    lines: fields.JSONField[list[int]] = fields.JSONField(
        description="fen given back, one number a line of the purchase"
    )
    points = fields.BigIntField(description="by which the purchase's points fell")
    expired = fields.BigIntField(description="of them, already expired unspent")
    at = fields.DatetimeField()

    class Meta:
        table = "refund"
        unique_together = [("purchase_id", "name")]
