"""The record of acts: who did what, when and by which rule (RL-12)."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Act(Model):
    """One administrative act; earning and spending are traced by the ledger's own entries."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField()
    actor = fields.CharField(80)
    name = fields.CharField(64)
    subject = fields.CharField(80)
    rule = fields.CharField(16, default="")
    facts: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)

    class Meta:
        table = "act"
        indexes = [("subject", "id")]
