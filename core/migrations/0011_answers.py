"""Creates the one table of answers to repeated calls, and moves the older answers into it."""

from pathlib import Path
from typing import Any

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

PROMISES = Path(__file__).parent / "0011_answers.sql"


def _text(length: int, **options: Any) -> Any:
    return fields.CharField(max_length=length, **options)


class Migration(migrations.Migration):
    """A key belongs to its caller and its command."""

    dependencies = [("core", "0010_notice_until")]
    operations = [
        ops.CreateModel(
            name="StoredAnswer",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("caller", fields.UUIDField(description="a member or a merchant")),
                ("command", _text(40)),
                ("key", _text(400)),
                ("fingerprint", _text(64, description="hash of what the call asked for")),
                (
                    "answer",
                    fields.TextField(description="JSON as it was written; jsonb would reorder it"),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "answer",
                "app": "core",
                "unique_together": [("caller", "command", "key")],
                "pk_attr": "id",
                "table_description": "What one call was answered, for the same call again; append-only.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(PROMISES.read_text("utf-8")),
        ops.RemoveField(model_name="TopUp", name="key"),
        ops.RemoveField(model_name="Refund", name="fingerprint"),
        ops.RemoveField(model_name="Refund", name="answer"),
        ops.DeleteModel(name="FamilyAnswer"),
    ]
