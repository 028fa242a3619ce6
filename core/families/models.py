"""Tables of families: who sits where, and who was invited."""

from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from core.members.models import Member


class Family(Model):
    """Members who pool; the row that a change of its purse locks."""

    id = fields.UUIDField(primary_key=True)
    name = fields.CharField(32)
    policy = fields.CharField(16, description="whose points pay from the purse")
    founded_at = fields.DatetimeField()
    dissolved_at = fields.DatetimeField(null=True)

    class Meta:
        table = "family"


class Seat(Model):
    """A member in a family, from joining to leaving; the history of who belonged where."""

    id = fields.BigIntField(primary_key=True)
    family: fields.ForeignKeyRelation[Family] = fields.ForeignKeyField(
        "core.Family", on_delete=fields.RESTRICT
    )
    family_id: UUID
    member: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT
    )
    member_id: UUID
    number = fields.IntField(description="1 to 8; gives the person their colour")
    role = fields.CharField(8)
    auto_percent = fields.IntField(db_default=0, description="of new points, contributed at once")
    joined_at = fields.DatetimeField()
    left_at = fields.DatetimeField(null=True)

    class Meta:
        table = "seat"
        indexes = [("member_id", "joined_at")]


class FamilyInvitation(Model):
    """A link that lets one person join; only the token's hash is kept."""

    hash = fields.CharField(32, primary_key=True)
    family: fields.ForeignKeyRelation[Family] = fields.ForeignKeyField(
        "core.Family", on_delete=fields.RESTRICT
    )
    family_id: UUID
    made_by: fields.ForeignKeyRelation[Member] = fields.ForeignKeyField(
        "core.Member", on_delete=fields.RESTRICT, db_index=False, related_name="invitations_made"
    )
    made_by_id: UUID
    made_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    used_by: fields.ForeignKeyNullableRelation[Member] = fields.ForeignKeyField(
        "core.Member",
        on_delete=fields.RESTRICT,
        null=True,
        db_index=False,
        related_name="invitations_used",
    )
    used_by_id: UUID | None
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "family_invitation"
