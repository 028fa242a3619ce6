"""The table of what calls with a key were answered."""

from tortoise import fields
from tortoise.models import Model


class StoredAnswer(Model):
    """What one call was answered, for the same call again; append-only."""

    id = fields.BigIntField(primary_key=True)
    caller = fields.UUIDField(description="a member or a merchant")
    command = fields.CharField(40)
    key = fields.CharField(400)
    fingerprint = fields.CharField(64, description="hash of what the call asked for")
    answer = fields.TextField(description="JSON as it was written; jsonb would reorder it")
    at = fields.DatetimeField()

    class Meta:
        table = "answer"
        unique_together = [("caller", "command", "key")]
