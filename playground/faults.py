"""Lets Telegram misbehave on demand: busy, broken, slow, or gone after it acted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from itertools import count

from playground.errors import ControlError
from playground.people import Json

KINDS = ("too_many_requests", "bad_gateway", "drop_reply", "slow")


@dataclass
class TelegramFault:
    """One kind of trouble for the next `calls` calls (`None`: until it is taken away).

    `methods` are patterns of method names. Without any it strikes every method but `getUpdates`.
    `retry_after` belongs to `too_many_requests`, `seconds` to `slow`, `html` to `bad_gateway` (an
    nginx page instead of Telegram's JSON).
    """

    id: int
    kind: str
    calls: int | None = 1
    methods: tuple[str, ...] = ()
    retry_after: int = 3
    seconds: float = 2.0
    html: bool = False

    def strikes(self, method: str) -> bool:
        """Whether a call of this method meets the fault."""
        if not self.methods:
            return method.lower() != "getupdates"
        return any(fnmatchcase(method.lower(), pattern.lower()) for pattern in self.methods)


class Faults:
    """The active faults."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._faults: list[TelegramFault] = []

    def add(self, order: Json) -> TelegramFault:
        """Activate a fault as a control call describes it."""
        fields = {name: order[name] for name in order if name != "kind"}
        unknown = set(fields) - {"calls", "methods", "retry_after", "seconds", "html"}
        if order.get("kind") not in KINDS or unknown:
            raise ControlError(
                f"a fault has a kind of {', '.join(KINDS)} and {TelegramFault.__doc__}"
            )
        fields["methods"] = tuple(fields.get("methods") or ())
        fault = TelegramFault(next(self._numbers), order["kind"], **fields)
        if fault.calls is not None and fault.calls < 1:
            raise ControlError("calls must be 1 or more, or null")
        self._faults.append(fault)
        return fault

    def meet(self, method: str) -> list[TelegramFault]:
        """The faults that this call meets, at most one of each kind; each is used up once."""
        met: dict[str, TelegramFault] = {}
        for fault in self._faults:
            if fault.strikes(method) and fault.kind not in met:
                met[fault.kind] = fault
        for fault in met.values():
            if fault.calls is not None:
                fault.calls -= 1
        self._faults = [fault for fault in self._faults if fault.calls != 0]
        return list(met.values())

    def clear(self, fault_id: int | None = None) -> None:
        """Remove one fault, or all of them."""
        self._faults = [
            fault for fault in self._faults if fault_id is not None and fault.id != fault_id
        ]

    def as_list(self) -> list[Json]:
        """The active faults, for the control panel."""
        return [asdict(fault) for fault in self._faults]
