"""Every call of the merchant API, in the order in which the documentation shows them."""

from __future__ import annotations

from typing import Final

from webapp.api import members, redemptions
from webapp.api.api_call import ApiCall
from webapp.api.catalog import (
    change_reward,
    draft_event,
    draft_reward,
    list_events,
    list_rewards,
    publish_event,
    publish_reward,
)
from webapp.api.purchases import record, record_many, refund

CALLS: Final[tuple[ApiCall, ...]] = (
    record.CALL,
    record_many.CALL,
    refund.CALL,
    members.CALL,
    draft_event.CALL,
    list_events.CALL,
    publish_event.CALL,
    draft_reward.CALL,
    list_rewards.CALL,
    change_reward.CALL,
    publish_reward.CALL,
    redemptions.CALL,
)
