"""Counts the sends of a notice that may have arrived, and finds what a member is owed."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """A notice may have arrived twice at most; one member's notices go one after the other."""

    dependencies = [("core", "0004_queue")]
    operations = [
        ops.AddField(
            model_name="Notice",
            name="sends",
            field=fields.IntField(
                db_default=0, description="how many may have arrived; counted before each leaves"
            ),
        ),
        ops.RunSQL("""
            ALTER TABLE notice
                ADD CONSTRAINT notice_sent_twice_at_most CHECK (sends BETWEEN 0 AND 2);
            CREATE INDEX notice_owed ON notice (member_id, due_at, id) WHERE state IN ('due', 'leased');
        """),
    ]
