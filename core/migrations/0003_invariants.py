"""Creates every named constraint and trigger; Tortoise would silently leave them out."""

from pathlib import Path

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """See the SQL file of the same name."""

    dependencies = [("core", "0002_ledger_and_purchases")]
    operations = [ops.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
