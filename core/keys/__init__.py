"""Repeated calls: the same key and the same content get the very answer of the first time."""

from core.keys.repeatable import Answer as Answer
from core.keys.repeatable import Answers as Answers
from core.keys.repeatable import Call as Call
from core.keys.repeatable import fingerprint as fingerprint
from core.keys.repeatable import repeatable as repeatable
