"""Builders of sample data for tests, benchmarks and `jiafen demo`, on core's public commands only.

Each makes one thing that core accepts: `await samples.merchant(program, at=at)`. Whatever matters
to the caller is a parameter; the rest has a default.
"""

from samples.events import event as event
from samples.families import family as family
from samples.members import member as member
from samples.merchants import merchant as merchant
from samples.purchases import purchase as purchase
from samples.purchases import refund as refund
from samples.rewards import redemption as redemption
from samples.rewards import redemption_of_points as redemption_of_points
from samples.rewards import reward as reward
from samples.rewards import terms as terms
from samples.texts import DISCLOSURE as DISCLOSURE
