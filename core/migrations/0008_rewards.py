"""Creates rewards, quotes, redemptions and vouchers, and lets events lower prices."""

from pathlib import Path
from typing import Any

from orjson import loads
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


def _json(description: str = "", **options: Any) -> fields.Field[Any]:
    return fields.JSONField(
        description=description or None, encoder=JSON_DUMPS, decoder=loads, **options
    )


def _link(model: str, column: str) -> fields.Field[Any]:
    return fields.ForeignKeyField(
        model,
        source_field=column,
        db_constraint=True,
        to_field="id",
        on_delete=OnDelete.RESTRICT,
    )


def _model(
    name: str, table: str, about: str, columns: list[Any], **options: Any
) -> ops.CreateModel:
    return ops.CreateModel(
        name=name,
        fields=columns,
        options={
            "table": table,
            "app": "core",
            "pk_attr": columns[0][0],
            "table_description": about,
            **options,
        },
        bases=["Model"],
    )


class Migration(migrations.Migration):
    """Tables as the models say; what the database promises of them is in the SQL file."""

    dependencies = [("core", "0007_families")]
    operations = [
        ops.AddField(
            model_name="Event",
            name="prices",
            field=_json("points by reward, while the event is live", default=dict, db_default={}),
        ),
        _model(
            "Reward",
            "reward",
            "What points buy; what it says and costs is in its versions.",
            [
                ("id", fields.UUIDField(primary_key=True)),
                ("merchant", _link("core.Merchant", "merchant_id")),
                ("kind", fields.CharField(16)),
                ("made_at", fields.DatetimeField()),
            ],
        ),
        _model(
            "RewardVersion",
            "reward_version",
            "What a reward said and cost from its publishing on; a redemption keeps its version.",
            [
                ("id", fields.BigIntField(generated=True, primary_key=True)),
                ("reward", _link("core.Reward", "reward_id")),
                ("version", fields.IntField()),
                ("title", _json("a text per language")),
                ("description", _json(default=dict)),
                ("points", fields.BigIntField(description="the list price")),
                ("cash_fen", fields.BigIntField(default=0)),
                ("market_price_fen", fields.BigIntField()),
                ("limit_per_member", fields.IntField(null=True)),
                ("voucher_days", fields.IntField()),
                ("delivery", fields.CharField(16)),
                ("disclosure", _json(default=dict)),
                ("made_at", fields.DatetimeField()),
                ("published_at", fields.DatetimeField(null=True, description="null: a draft")),
            ],
            unique_together=[("reward_id", "version")],
        ),
        _model(
            "Stock",
            "stock",
            "How many of a reward there are, and are sold: a hot row that no foreign key names.",
            [
                ("reward_id", fields.UUIDField(primary_key=True)),
                ("total", fields.BigIntField()),
                ("sold", fields.BigIntField(default=0)),
            ],
        ),
        _model(
            "Quote",
            "quote",
            "A price that holds for ten minutes; its id is the key of the redemption.",
            [
                ("id", fields.UUIDField(primary_key=True)),
                ("member_id", fields.UUIDField()),
                ("recipient_id", fields.UUIDField()),
                ("reward_version", _link("core.RewardVersion", "reward_version_id")),
                ("points", fields.BigIntField()),
                ("source", fields.CharField(8)),
                ("family_id", fields.UUIDField(null=True)),
                ("made_at", fields.DatetimeField()),
                ("ends_at", fields.DatetimeField()),
            ],
        ),
        _model(
            "Redemption",
            "redemption",
            "One reward bought with points, under the version that was quoted; append-only.",
            [
                ("id", fields.UUIDField(primary_key=True)),
                ("member_id", fields.UUIDField()),
                ("recipient_id", fields.UUIDField()),
                ("merchant_id", fields.UUIDField()),
                ("reward_id", fields.UUIDField()),
                ("reward_version", _link("core.RewardVersion", "reward_version_id")),
                ("points", fields.BigIntField()),
                ("source", fields.CharField(8)),
                ("family_id", fields.UUIDField(null=True)),
                ("redeemed_at", fields.DatetimeField()),
            ],
            indexes=[Index(fields=["reward_id", "member_id"])],
        ),
        _model(
            "Voucher",
            "voucher",
            "What a redemption yields: shown at the merchant's, verified once.",
            [
                ("code", fields.CharField(12, primary_key=True)),
                ("redemption_id", fields.UUIDField(unique=True)),
                ("member_id", fields.UUIDField(db_index=True)),
                ("merchant_id", fields.UUIDField()),
                ("ends_on", fields.DateField()),
                ("verified_at", fields.DatetimeField(null=True)),
                ("verified_request", fields.CharField(64, null=True)),
                ("till", fields.CharField(64, null=True)),
            ],
        ),
        ops.AddField(
            model_name="Entry",
            name="redemption_id",
            field=fields.UUIDField(null=True),
        ),
        ops.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8")),
    ]
