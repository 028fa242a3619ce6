"""Creates every named constraint and trigger; Tortoise would silently leave them out."""

from pathlib import Path

from tortoise import migrations
from tortoise.migrations import operations as ops

HERE = Path(__file__).parent


class Migration(migrations.Migration):
    """See the SQL files of the same number."""

    dependencies = [("core", "0002_ledger_and_purchases")]
    operations = [
        ops.RunSQL((HERE / "0003_invariants.sql").read_text("utf-8")),
        ops.RunSQL((HERE / "0003_ledger_proofs.sql").read_text("utf-8")),
    ]
