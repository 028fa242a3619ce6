"""Lets the database itself refuse every act on another member's points."""

from pathlib import Path

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """See the SQL file of the same number."""

    dependencies = [("core", "0008_rewards")]
    operations = [ops.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
