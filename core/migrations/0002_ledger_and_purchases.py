from tortoise import migrations
from tortoise.migrations import operations as ops
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("core", "0001_members_and_merchants")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Debt",
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
                ("refund_id", fields.BigIntField(unique=True)),
                ("points", fields.BigIntField()),
                ("remaining", fields.BigIntField()),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "debt",
                "app": "core",
                "pk_attr": "id",
                "table_description": "Points that a refund could not find: owed by a member to a merchant, repaid first.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("kind", fields.CharField(max_length=16)),
                (
                    "member",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="member_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("purchase_id", fields.UUIDField(null=True)),
                ("refund_id", fields.BigIntField(null=True)),
                ("points", fields.BigIntField(description="of the act, without a sign")),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "entry",
                "app": "core",
                "indexes": [Index(fields=["member_id", "id"])],
                "pk_attr": "id",
                "table_description": "One act in the ledger; append-only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
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
                ("theme", fields.CharField(max_length=32)),
                (
                    "title",
                    fields.JSONField(
                        description="a text per language", encoder=JSON_DUMPS, decoder=loads
                    ),
                ),
                ("starts_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "ends_at",
                    fields.DatetimeField(
                        description="the first moment after it", auto_now=False, auto_now_add=False
                    ),
                ),
                ("multiplier", fields.DecimalField(default=1, max_digits=6, decimal_places=3)),
                (
                    "categories",
                    fields.JSONField(
                        description="a list; empty: every item", encoder=JSON_DUMPS, decoder=loads
                    ),
                ),
                ("disclosure", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "published_at",
                    fields.DatetimeField(
                        null=True, description="null: a draft", auto_now=False, auto_now_add=False
                    ),
                ),
            ],
            options={
                "table": "event",
                "app": "core",
                "indexes": [Index(fields=["merchant_id", "ends_at"])],
                "pk_attr": "id",
                "table_description": "A dated season; published only with its disclosure (RL-8).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Lot",
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
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "merchant",
                    fields.ForeignKeyField(
                        "core.Merchant",
                        source_field="merchant_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "purchase_id",
                    fields.UUIDField(db_index=True, description="RL-1: no purchase, no points"),
                ),
                ("component", fields.CharField(max_length=8)),
                ("points", fields.BigIntField()),
                (
                    "cost_fen",
                    fields.IntField(description="what one point costs its issuer, in fen"),
                ),
                ("earned_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "expires_on",
                    fields.DateField(description="the last usable day in the programme's zone"),
                ),
            ],
            options={
                "table": "lot",
                "app": "core",
                "pk_attr": "id",
                "table_description": "The points of one purchase component with one expiry; its owner's for ever.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "entry",
                    fields.ForeignKeyField(
                        "core.Entry",
                        source_field="entry_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "core.Lot",
                        source_field="lot_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("wallet_id", fields.BigIntField()),
                ("points", fields.BigIntField()),
            ],
            options={
                "table": "movement",
                "app": "core",
                "unique_together": [("entry_id", "lot_id", "wallet_id")],
                "indexes": [Index(fields=["lot_id", "wallet_id"])],
                "pk_attr": "id",
                "table_description": "One line of an entry: a lot, a wallet, points with a sign; append-only, sums to zero.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Purchase",
            fields=[
                (
                    "id",
                    fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True),
                ),
                (
                    "merchant",
                    fields.ForeignKeyField(
                        "core.Merchant",
                        source_field="merchant_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("receipt", fields.CharField(max_length=64)),
                (
                    "member",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="member_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("channel", fields.CharField(max_length=8)),
                (
                    "amount_fen",
                    fields.BigIntField(description="paid in money; what points paid never earns"),
                ),
                ("items", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
                ("occurred_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("recorded_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "fingerprint",
                    fields.CharField(
                        description="hash of member, amount, channel and items", max_length=64
                    ),
                ),
                (
                    "terms",
                    fields.JSONField(
                        description="rate, event, multipliers, cap and cost that it earned by",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                ("points", fields.BigIntField()),
                (
                    "answer",
                    fields.JSONField(
                        description="what the merchant was told, for a repeated call",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
            ],
            options={
                "table": "purchase",
                "app": "core",
                "unique_together": [("merchant_id", "receipt")],
                "indexes": [Index(fields=["member_id", "recorded_at"])],
                "pk_attr": "id",
                "table_description": "A real sale, with the versions of every rule by which it earned; append-only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Refund",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "purchase",
                    fields.ForeignKeyField(
                        "core.Purchase",
                        source_field="purchase_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "name",
                    fields.CharField(
                        description="the merchant's own id of the refund", max_length=64
                    ),
                ),
                ("amount_fen", fields.BigIntField()),
                (
                    "lines",
                    fields.JSONField(
                        description="fen given back, one number a line of the purchase",
                        encoder=JSON_DUMPS,
                        decoder=loads,
                    ),
                ),
                ("fingerprint", fields.CharField(max_length=64)),
                ("points", fields.BigIntField(description="by which the purchase's points fell")),
                ("expired", fields.BigIntField(description="of them, already expired unspent")),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("answer", fields.JSONField(encoder=JSON_DUMPS, decoder=loads)),
            ],
            options={
                "table": "refund",
                "app": "core",
                "unique_together": [("purchase_id", "name")],
                "pk_attr": "id",
                "table_description": "Money given back on a purchase, by line, and the points that this took back; append-only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Repayment",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "debt",
                    fields.ForeignKeyField(
                        "core.Debt",
                        source_field="debt_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "entry",
                    fields.ForeignKeyField(
                        "core.Entry",
                        source_field="entry_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("points", fields.BigIntField()),
            ],
            options={
                "table": "repayment",
                "app": "core",
                "pk_attr": "id",
                "table_description": "Which entry repaid how much of which debt; append-only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Wallet",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("kind", fields.CharField(max_length=16)),
                (
                    "member",
                    fields.ForeignKeyField(
                        "core.Member",
                        source_field="member_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "wallet",
                "app": "core",
                "pk_attr": "id",
                "table_description": "Where points lie: a member's personal wallet or share, or a named system wallet.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Holding",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "core.Lot",
                        source_field="lot_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "wallet",
                    fields.ForeignKeyField(
                        "core.Wallet",
                        source_field="wallet_id",
                        db_constraint=False,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("points", fields.BigIntField()),
                (
                    "expires_on",
                    fields.DateField(description="the lot's own, kept here for fast sums"),
                ),
            ],
            options={
                "table": "holding",
                "app": "core",
                "unique_together": [("wallet_id", "lot_id")],
                "pk_attr": "id",
                "table_description": "Where a lot lies, and how many of its points; gone when they are.",
            },
            bases=["Model"],
        ),
    ]
