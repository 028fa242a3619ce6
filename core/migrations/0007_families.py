"""Creates families, seats, invitations and the answers to repeated calls, with their promises."""

from pathlib import Path
from typing import Any

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

PROMISES = Path(__file__).parent / "0007_families.sql"


def _link(to: str, column: str, **options: Any) -> Any:
    return fields.ForeignKeyField(
        f"core.{to}",
        source_field=column,
        db_constraint=True,
        to_field="id",
        on_delete=OnDelete.RESTRICT,
        **options,
    )


def _moment(**options: Any) -> Any:
    return fields.DatetimeField(auto_now=False, auto_now_add=False, **options)


def _id() -> tuple[str, fields.Field[int]]:
    return "id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)


class Migration(migrations.Migration):
    """A member sits in one family at a time, and their share is theirs wherever they sit."""

    dependencies = [("core", "0006_reminders")]
    operations = [
        ops.CreateModel(
            name="Family",
            fields=[
                ("id", fields.UUIDField(primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=32)),
                (
                    "policy",
                    fields.CharField(max_length=16, description="whose points pay from the purse"),
                ),
                ("founded_at", _moment()),
                ("dissolved_at", _moment(null=True)),
            ],
            options={
                "table": "family",
                "app": "core",
                "pk_attr": "id",
                "table_description": "Members who pool; the row that a change of its purse locks.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Seat",
            fields=[
                _id(),
                ("family", _link("Family", "family_id")),
                ("member", _link("Member", "member_id")),
                (
                    "number",
                    fields.IntField(description="1 to 8; gives the person their colour"),
                ),
                ("role", fields.CharField(max_length=8)),
                (
                    "auto_percent",
                    fields.IntField(db_default=0, description="of new points, contributed at once"),
                ),
                ("joined_at", _moment()),
                ("left_at", _moment(null=True)),
            ],
            options={
                "table": "seat",
                "app": "core",
                "indexes": [Index(fields=["member_id", "joined_at"])],
                "pk_attr": "id",
                "table_description": "A member in a family, from joining to leaving; the history of who belonged where.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FamilyInvitation",
            fields=[
                (
                    "hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32),
                ),
                ("family", _link("Family", "family_id")),
                ("made_by", _link("Member", "made_by_id", related_name="invitations_made")),
                ("made_at", _moment()),
                ("ends_at", _moment()),
                ("used_at", _moment(null=True)),
                (
                    "used_by",
                    _link("Member", "used_by_id", null=True, related_name="invitations_used"),
                ),
                ("revoked_at", _moment(null=True)),
            ],
            options={
                "table": "family_invitation",
                "app": "core",
                "pk_attr": "hash",
                "table_description": "A link that lets one person join; only the token's hash is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="FamilyAnswer",
            fields=[
                _id(),
                ("member", _link("Member", "member_id")),
                ("key", fields.CharField(max_length=64)),
                (
                    "fingerprint",
                    fields.CharField(
                        max_length=64, description="of the act and what it was asked to do"
                    ),
                ),
                ("answer", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("at", _moment()),
            ],
            options={
                "table": "family_answer",
                "app": "core",
                "unique_together": [("member_id", "key")],
                "pk_attr": "id",
                "table_description": "What moving points or leaving was answered, by the caller's key; append-only.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(PROMISES.read_text("utf-8")),
    ]
