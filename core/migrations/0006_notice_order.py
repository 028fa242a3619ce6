"""Finds who is being told something, and what a member is owed first, however much it is."""

from tortoise import migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """Each index answers one question of `notifications.claim` by its first row."""

    dependencies = [("core", "0005_notice_sends")]
    operations = [
        ops.RunSQL("""
            DROP INDEX notice_owed;
            CREATE INDEX notice_owed_first ON notice (member_id, due_at, id) WHERE state = 'due';
            CREATE INDEX notice_being_told ON notice (member_id) WHERE state = 'leased';
        """),
    ]
