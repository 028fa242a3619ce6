"""Creates the tables of the job queue (PgQueuer), as its own installer prints them."""

from pathlib import Path

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """See the SQL file of the same name."""

    dependencies = [("core", "0003_invariants")]
    operations = [ops.RunSQL(Path(__file__).with_suffix(".sql").read_text("utf-8"))]
