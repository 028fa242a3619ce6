"""Tables of who issues and serves: licence, dated rates, budget, staff and API keys."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from core.members.models import Member


class Merchant(Model):
    """A business that takes part."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(128)
    licence = fields.CharField(64, description="RL-7: no licence, no merchant")
    added_at = fields.DatetimeField()

    class Meta:
        table = "merchant"


class Rate(Model):
    """Points per yuan from a moment on; the first holds from the beginning."""

    id = fields.BigIntField(primary_key=True)
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT
    )
    points_per_yuan = fields.DecimalField(8, 4)
    holds_from = fields.DatetimeField(null=True, description="null: from the beginning")
    set_at = fields.DatetimeField()

    class Meta:
        table = "rate"
        indexes = [("merchant_id", "holds_from")]


class Budget(Model):
    """What a merchant may still issue, in fen: a hot row of its own that no foreign key names."""

    merchant_id = fields.UUIDField(primary_key=True)
    topped_up_fen = fields.BigIntField(default=0)
    reserved_fen = fields.BigIntField(default=0)
    spent_fen = fields.BigIntField(default=0)

    class Meta:
        table = "budget"


class TopUp(Model):
    """Marketing money that a merchant declared for points; append-only."""

    id = fields.BigIntField(primary_key=True)
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT
    )
    merchant_id: UUID
    fen = fields.BigIntField()
    source = fields.CharField(16, description="marketing; never a member's or payer's money")
    at = fields.DatetimeField()

    class Meta:
        table = "top_up"


class ApiKey(Model):
    """A merchant's key to the API; only its hash is kept."""

    id = fields.BigIntField(primary_key=True)
    merchant: fields.ForeignKeyRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT
    )
    hash = fields.CharField(64, unique=True)
    made_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "api_key"


class Staff(Model):
    """A person who acts for a merchant, or for the programme (merchant null: an operator)."""

    id = fields.BigIntField(primary_key=True)
    merchant: fields.ForeignKeyNullableRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT, null=True
    )
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT
    )
    role = fields.CharField(16)
    since = fields.DatetimeField()

    class Meta:
        table = "staff"


class StaffInvitation(Model):
    """A one-use link that makes its opener staff; only the token's hash is kept."""

    hash = fields.CharField(64, primary_key=True)
    merchant: fields.ForeignKeyNullableRelation[Merchant] = fields.ForeignKeyField(
        "core.Merchant", on_delete=fields.RESTRICT, null=True
    )
    merchant_id: UUID | None
    role = fields.CharField(16)
    made_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    used_by: fields.ForeignKeyNullableRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, null=True
    )
    used_by_id: UUID | None

    class Meta:
        table = "staff_invitation"
