"""Tables of who takes part, what they agreed to, and which member codes were spent."""

from tortoise import fields
from tortoise.models import Model


class Member(Model):
    """A person or an organisation that takes part."""

    id = fields.UUIDField(primary_key=True)
    serial = fields.BigIntField(unique=True, description="what a member code carries")
    number = fields.CharField(9, unique=True, description="without JF- and hyphens")
    kind = fields.CharField(16, default="person")
    name = fields.CharField(128)
    telegram_id = fields.BigIntField(unique=True, null=True)
    language = fields.CharField(8, default="zh-Hans")
    zone = fields.CharField(64, null=True, description="null: the programme's")
    registered_at = fields.DatetimeField()
    unreachable_since = fields.DatetimeField(null=True)

    class Meta:
        table = "member"


class Consent(Model):
    """One dated answer to one purpose; the newest stands, history stays."""

    id = fields.BigIntField(primary_key=True)
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT
    )
    purpose = fields.CharField(16)
    merchant_id = fields.UUIDField(null=True, description="null: the programme's own messages")
    version = fields.IntField(default=1)
    given = fields.BooleanField()
    at = fields.DatetimeField()

    class Meta:
        table = "consent"
        indexes = [("member_id", "purpose", "id")]


class SpentCode(Model):
    """A member code that a till has used; kept so that no second till can."""

    code = fields.CharField(20, primary_key=True)
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, db_index=False
    )
    spent_at = fields.DatetimeField(db_index=True)

    class Meta:
        table = "spent_code"
