"""Tables of what was bought with points: quotes, redemptions and vouchers."""

from tortoise import fields
from tortoise.models import Model

from core.catalog.models import RewardVersion


class Quote(Model):
    """A price that holds for ten minutes; its id is the key of the redemption."""

    id = fields.UUIDField(primary_key=True)
    member_id = fields.UUIDField(description="who asked, and whose purse or wallet pays")
    recipient_id = fields.UUIDField(description="whose voucher it will be")
    reward_version: fields.ForeignKeyRelation[RewardVersion] = fields.ForeignKeyField(
        "core.RewardVersion", on_delete=fields.RESTRICT, db_index=False
    )
    points = fields.BigIntField()
    source = fields.CharField(8, description="wallet or purse")
    family_id = fields.UUIDField(null=True, description="whose purse; null: the wallet")
    made_at = fields.DatetimeField()
    ends_at = fields.DatetimeField(description="the first moment at which it no longer holds")

    class Meta:
        table = "quote"


class Redemption(Model):
    """One reward bought with points, under the version that was quoted; append-only."""

    id = fields.UUIDField(primary_key=True, description="the quote's")
    member_id = fields.UUIDField()
    recipient_id = fields.UUIDField()
    merchant_id = fields.UUIDField(description="who provides the reward")
    reward_id = fields.UUIDField()
    reward_version: fields.ForeignKeyRelation[RewardVersion] = fields.ForeignKeyField(
        "core.RewardVersion", on_delete=fields.RESTRICT, db_index=False
    )
    points = fields.BigIntField()
    source = fields.CharField(8)
    family_id = fields.UUIDField(null=True)
    redeemed_at = fields.DatetimeField()

    class Meta:
        table = "redemption"
        indexes = [("reward_id", "member_id")]


class Voucher(Model):
    """What a redemption yields: shown at the merchant's, verified once."""

    code = fields.CharField(12, primary_key=True)
    redemption_id = fields.UUIDField(unique=True)
    member_id = fields.UUIDField(description="the recipient", db_index=True)
    merchant_id = fields.UUIDField()
    ends_on = fields.DateField(description="the last usable day in the programme's zone")
    verified_at = fields.DatetimeField(null=True)
    verified_request = fields.CharField(64, null=True)
    till = fields.CharField(64, null=True)

    class Meta:
        table = "voucher"
