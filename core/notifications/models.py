"""The outbox: what we owe to say, written in the same transaction as what happened."""

from typing import Any

from tortoise import fields
from tortoise.models import Model

from core.members.models import Member


class Notice(Model):
    """One message owed to one member; a code and facts, put into words when it is sent."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(128, unique=True, description="saying a thing twice is impossible")
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT
    )
    code = fields.CharField(64)
    facts: fields.Field[dict[str, Any]] = fields.JSONField()
    state = fields.CharField(16, default="due")
    made_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    until = fields.DatetimeField(null=True, description="from then on it is not said any more")
    attempts = fields.IntField(default=0, description="failures that count against it")
    sends = fields.IntField(
        db_default=0, description="how many may have arrived; counted before each leaves"
    )
    leased_until = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    message_id = fields.BigIntField(null=True)
    failure = fields.CharField(200, default="")

    class Meta:
        table = "notice"
