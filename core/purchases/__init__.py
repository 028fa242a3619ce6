"""Sales that earn, and their refunds: the only source of points."""

from core.purchases.answers import Component as Component
from core.purchases.answers import Item as Item
from core.purchases.answers import Recorded as Recorded
from core.purchases.answers import Refunded as Refunded
from core.purchases.answers import Why as Why
from core.purchases.commands.record import record as record
from core.purchases.commands.record import record_many as record_many
from core.purchases.commands.refund import refund as refund
from core.purchases.errors import BornExpired as BornExpired
from core.purchases.errors import ItemsDoNotAddUp as ItemsDoNotAddUp
from core.purchases.errors import PurchaseInFuture as PurchaseInFuture
from core.purchases.errors import PurchaseTooOld as PurchaseTooOld
from core.purchases.errors import RefundExceedsPurchase as RefundExceedsPurchase
from core.purchases.errors import UnknownLine as UnknownLine
from core.purchases.errors import UnknownPurchase as UnknownPurchase
from core.purchases.queries import visible as visible
from core.purchases.queries import why as why
from core.purchases.rules.purchase import CATEGORY_MAX as CATEGORY_MAX
from core.purchases.rules.purchase import CHANNELS as CHANNELS
from core.purchases.rules.purchase import ITEM_NAME_MAX as ITEM_NAME_MAX
from core.purchases.rules.purchase import RECEIPT_FORM as RECEIPT_FORM
from core.purchases.rules.purchase import SKU_MAX as SKU_MAX
from core.purchases.rules.purchase import Channel as Channel
from core.purchases.rules.purchase import NewPurchase as NewPurchase
from core.purchases.rules.purchase import RefundLine as RefundLine
