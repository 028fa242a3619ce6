"""Tables of the ledger: wallets, lots, holdings, entries, movements and debts."""

from tortoise import fields
from tortoise.models import Model

from core.members.models import Member
from core.merchants.models import Merchant


class Wallet(Model):
    """Where points lie: a member's personal wallet or share, or a named system wallet."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(16)
    member: fields.ForeignKeyNullableRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, null=True
    )

    class Meta:
        table = "wallet"


class Lot(Model):
    """The points of one purchase component with one expiry; its owner's for ever."""

    id = fields.BigIntField(primary_key=True)
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, db_constraint=False
    )
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    purchase_id = fields.UUIDField(db_index=True, description="RL-1: no purchase, no points")
    component = fields.CharField(8)
    points = fields.BigIntField()
    cost_fen = fields.IntField(description="what one point costs its issuer, in fen")
    earned_at = fields.DatetimeField()
    expires_on = fields.DateField(description="the last usable day in the programme's zone")

    class Meta:
        table = "lot"


class Holding(Model):
    """Where a lot lies, and how many of its points; gone when they are."""

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "core.Lot", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    wallet: fields.ForeignKeyRelation[Wallet] = fields.ForeignKeyField(
        "core.Wallet", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    points = fields.BigIntField()
    expires_on = fields.DateField(description="the lot's own, kept here for fast sums")

    class Meta:
        table = "holding"
        unique_together = [("wallet_id", "lot_id")]


class Entry(Model):
    """One act in the ledger; append-only."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(16)
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    purchase_id = fields.UUIDField(null=True)
    refund_id = fields.BigIntField(null=True)
    redemption_id = fields.UUIDField(null=True)
    points = fields.BigIntField(description="of the act, without a sign")
    at = fields.DatetimeField()

    class Meta:
        table = "entry"
        indexes = [("member_id", "id")]


class Movement(Model):
    """One line of an entry: a lot, a wallet, points with a sign; append-only, sums to zero."""

    id = fields.BigIntField(primary_key=True)
    entry: fields.ForeignKeyRelation[Entry] = fields.ForeignKeyField(
        "core.Entry", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "core.Lot", on_delete=fields.RESTRICT, db_constraint=False, db_index=False
    )
    wallet_id = fields.BigIntField()
    points = fields.BigIntField()

    class Meta:
        table = "movement"
        unique_together = [("entry_id", "lot_id", "wallet_id")]
        indexes = [("lot_id", "wallet_id")]


class Debt(Model):
    """Points that a refund could not find: owed by a member to a merchant, repaid first."""

    id = fields.BigIntField(primary_key=True)
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, db_index=False
    )
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT, db_index=False
    )
    refund_id = fields.BigIntField(unique=True)
    points = fields.BigIntField()
    remaining = fields.BigIntField()
    at = fields.DatetimeField()

    class Meta:
        table = "debt"


class Repayment(Model):
    """Which entry repaid how much of which debt; append-only."""

    id = fields.BigIntField(primary_key=True)
    debt: fields.ForeignKeyRelation[Debt] = fields.ForeignKeyField(
        "core.Debt", on_delete=fields.RESTRICT
    )
    entry: fields.ForeignKeyRelation[Entry] = fields.ForeignKeyField(
        "core.Entry", on_delete=fields.RESTRICT
    )
    points = fields.BigIntField()

    class Meta:
        table = "repayment"
