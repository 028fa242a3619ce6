from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("actor", fields.CharField(max_length=80)),
                ("name", fields.CharField(max_length=64)),
                ("subject", fields.CharField(max_length=80)),
                ("rule", fields.CharField(default="", max_length=16)),
                ("facts", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "act",
                "app": "core",
                "indexes": [Index(fields=["subject", "id"])],
                "pk_attr": "id",
                "table_description": "One administrative act; earning and spending are traced by the ledger's own entries.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Budget",
            fields=[
                (
                    "merchant_id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("topped_up_fen", fields.BigIntField(default=0)),
                ("reserved_fen", fields.BigIntField(default=0)),
                ("spent_fen", fields.BigIntField(default=0)),
            ],
            options={
                "table": "budget",
                "app": "core",
                "pk_attr": "merchant_id",
                "table_description": "What a merchant may still issue, in fen: a hot row of its own that no foreign key names.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "serial",
                    fields.BigIntField(unique=True, description="what a member code carries"),
                ),
                (
                    "number",
                    fields.CharField(
                        unique=True, description="without JF- and hyphens", max_length=9
                    ),
                ),
                ("kind", fields.CharField(default="person", max_length=16)),
                ("name", fields.CharField(max_length=128)),
                ("telegram_id", fields.BigIntField(null=True, unique=True)),
                ("language", fields.CharField(default="zh-Hans", max_length=8)),
                (
                    "zone",
                    fields.CharField(null=True, description="null: the programme's", max_length=64),
                ),
                ("registered_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "unreachable_since",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "member",
                "app": "core",
                "pk_attr": "id",
                "table_description": "A person or an organisation that takes part.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "member",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="member_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("purpose", fields.CharField(max_length=16)),
                (
                    "merchant_id",
                    fields.UUIDField(null=True, description="null: the programme's own messages"),
                ),
                ("version", fields.IntField(default=1)),
                ("given", fields.BooleanField()),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "consent",
                "app": "core",
                "indexes": [Index(fields=["member_id", "purpose", "id"])],
                "pk_attr": "id",
                "table_description": "One dated answer to one purpose; the newest stands, history stays.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Merchant",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                ("name", fields.CharField(max_length=128)),
                (
                    "licence",
                    fields.CharField(description="RL-7: no licence, no merchant", max_length=64),
                ),
                ("added_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "merchant",
                "app": "core",
                "pk_attr": "id",
                "table_description": "A business that takes part.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ApiKey",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "merchant",
                    fields.ForeignKeyField(
                        "core.Merchant",
                        source_field="merchant_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("hash", fields.CharField(unique=True, max_length=64)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "api_key",
                "app": "core",
                "pk_attr": "id",
                "table_description": "A merchant's key to the API; only its hash is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "key",
                    fields.CharField(
                        unique=True,
                        description="saying a thing twice is impossible",
                        max_length=128,
                    ),
                ),
                (
                    "member",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="member_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("code", fields.CharField(max_length=64)),
                ("facts", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("state", fields.CharField(default="due", max_length=16)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("attempts", fields.IntField(default=0)),
                (
                    "leased_until",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                (
                    "finished_at",
                    fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
                ),
                ("message_id", fields.BigIntField(null=True)),
                ("failure", fields.CharField(default="", max_length=200)),
            ],
            options={
                "table": "notice",
                "app": "core",
                "pk_attr": "id",
                "table_description": "One message owed to one member; a code and facts, put into words when it is sent.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Rate",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "merchant",
                    fields.ForeignKeyField(
                        "core.Merchant",
                        source_field="merchant_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("points_per_yuan", fields.DecimalField(max_digits=8, decimal_places=4)),
                (
                    "holds_from",
                    fields.DatetimeField(
                        null=True,
                        description="null: from the beginning",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                ("set_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "rate",
                "app": "core",
                "indexes": [Index(fields=["merchant_id", "holds_from"])],
                "pk_attr": "id",
                "table_description": "Points per yuan from a moment on; the first holds from the beginning.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SpentCode",
            fields=[
                (
                    "code",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=20),
                ),
                (
                    "member",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="member_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "spent_at",
                    fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False),
                ),
            ],
            options={
                "table": "spent_code",
                "app": "core",
                "pk_attr": "code",
                "table_description": "A member code that a till has used; kept so that no second till can.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Staff",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "merchant",
                    fields.ForeignKeyField(
                        "core.Merchant",
                        source_field="merchant_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "member",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="member_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("role", fields.CharField(max_length=16)),
                ("since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "staff",
                "app": "core",
                "pk_attr": "id",
                "table_description": "A person who acts for a merchant, or for the programme (merchant null: an operator).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StaffInvitation",
            fields=[
                (
                    "hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                (
                    "merchant",
                    fields.ForeignKeyField(
                        "core.Merchant",
                        source_field="merchant_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("role", fields.CharField(max_length=16)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "used_by",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="used_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "staff_invitation",
                "app": "core",
                "pk_attr": "hash",
                "table_description": "A one-use link that makes its opener staff; only the token's hash is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TopUp",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "merchant",
                    fields.ForeignKeyField(
                        "core.Merchant",
                        source_field="merchant_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=64)),
                ("fen", fields.BigIntField()),
                (
                    "source",
                    fields.CharField(
                        description="marketing; never a member's or payer's money", max_length=16
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "top_up",
                "app": "core",
                "pk_attr": "id",
                "table_description": "Marketing money that a merchant declared for points; append-only.",
            },
            bases=["Model"],
        ),
    ]
