"""Lets the proof of new lots stay on the purchases' key, however many sales a merchant has."""

from pathlib import Path

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """See the SQL file of the same number."""

    dependencies = [("core", "0009_whose_points")]
    operations = [ops.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
