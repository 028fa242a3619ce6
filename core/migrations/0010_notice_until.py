"""Lets a notice say until when it is worth saying."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    """What tells of an end is not said after it, however late a sender comes to it."""

    dependencies = [("core", "0009_whose_points")]
    operations = [
        ops.AddField(
            model_name="Notice",
            name="until",
            field=fields.DatetimeField(
                null=True, description="from then on it is not said any more"
            ),
        ),
    ]
