"""Reads and writes of the ledger that need the caller's transaction and its locks."""

from core.ledger.locked.ending import expire as expire
from core.ledger.locked.ending import extend as extend
from core.ledger.locked.posting import ensure_shares as ensure_shares
from core.ledger.locked.posting import ensure_wallets as ensure_wallets
from core.ledger.locked.posting import numbers as numbers
from core.ledger.locked.posting import owe as owe
from core.ledger.locked.posting import post as post
from core.ledger.locked.posting import repay as repay
from core.ledger.locked.reading import expired_of as expired_of
from core.ledger.locked.reading import held_by as held_by
from core.ledger.locked.reading import payable as payable
from core.ledger.locked.reading import personal_wallets as personal_wallets
from core.ledger.locked.reading import share_wallets as share_wallets
from core.ledger.locked.reading import standings as standings
