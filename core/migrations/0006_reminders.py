"""Creates what expiry remembers: of which lots a member was told, and which lots were extended."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


def _id() -> tuple[str, fields.Field[int]]:
    return "id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)


class Migration(migrations.Migration):
    """A lot is told of once a threshold and last day, and extended once."""

    dependencies = [("core", "0006_notice_order")]
    operations = [
        ops.CreateModel(
            name="Reminder",
            fields=[
                _id(),
                (
                    "lot",
                    fields.ForeignKeyField(
                        "core.Lot",
                        source_field="lot_id",
                        db_constraint=True,
                        to_field="id",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("expires_on", fields.DateField(description="the last day that was told of")),
                ("threshold", fields.IntField(description="days before it, of the rulebook")),
                ("key", fields.CharField(description="of the notice that tells", max_length=128)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "reminder",
                "app": "core",
                "unique_together": [("lot_id", "expires_on", "threshold")],
                "pk_attr": "id",
                "table_description": "A lot of which one digest told its member; append-only.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Extension",
            fields=[
                _id(),
                (
                    "lot",
                    fields.OneToOneField(
                        "core.Lot",
                        source_field="lot_id",
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
                ("ended_on", fields.DateField(description="its last usable day before")),
                ("expires_on", fields.DateField(description="its last usable day since")),
            ],
            options={
                "table": "extension",
                "app": "core",
                "pk_attr": "id",
                "table_description": "A lot that lives longer because we failed to tell of its end; append-only.",
            },
            bases=["Model"],
        ),
        ops.RunSQL("""
            ALTER TABLE reminder
                ADD CONSTRAINT reminder_threshold_not_negative CHECK (threshold >= 0);
            ALTER TABLE extension
                ADD CONSTRAINT extension_lengthens CHECK (expires_on > ended_on),
                ADD CONSTRAINT extension_points_positive CHECK (points > 0);
            CREATE TRIGGER reminder_append_only BEFORE UPDATE OR DELETE ON reminder
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER reminder_never_truncated BEFORE TRUNCATE ON reminder
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER extension_append_only BEFORE UPDATE OR DELETE ON extension
                FOR EACH ROW EXECUTE FUNCTION refuse_change();
            CREATE TRIGGER extension_never_truncated BEFORE TRUNCATE ON extension
                FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """),
    ]
