"""Tables of expiry: of which lots a member was told, and which lots were extended."""

from tortoise import fields
from tortoise.models import Model

from core.ledger.models import Entry, Lot


class Reminder(Model):
    """A lot of which one digest told its member; append-only."""

    id = fields.BigIntField(primary_key=True)
    lot: fields.ForeignKeyRelation[Lot] = fields.ForeignKeyField(
        "core.Lot", on_delete=fields.RESTRICT
    )
    expires_on = fields.DateField(description="the last day that was told of")
    threshold = fields.IntField(description="days before it, of the rulebook")
    key = fields.CharField(128, description="of the notice that tells")
    at = fields.DatetimeField()

    class Meta:
        table = "reminder"
        unique_together = [("lot_id", "expires_on", "threshold")]


class Extension(Model):
    """A lot that lives longer because we failed to tell of its end; append-only."""

    id = fields.BigIntField(primary_key=True)
    lot: fields.OneToOneRelation[Lot] = fields.OneToOneField("core.Lot", on_delete=fields.RESTRICT)
    entry: fields.ForeignKeyRelation[Entry] = fields.ForeignKeyField(
        "core.Entry", on_delete=fields.RESTRICT
    )
    points = fields.BigIntField()
    ended_on = fields.DateField(description="its last usable day before")
    expires_on = fields.DateField(description="its last usable day since")

    class Meta:
        table = "extension"
