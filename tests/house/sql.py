"""How rules read SQL: which tables a text writes and reads, and which functions it calls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from tests.house.constants import GAP

TOKEN = re.compile(
    r"(?P<skip>\s+|--[^\n]*|/\*.*?\*/|\$[A-Za-z_]*\$)"
    r"|(?P<text>'(?:[^']|'')*')"
    r"|(?P<quoted>\"(?:[^\"]|\"\")*\")"
    r"|(?P<parameter>\$\d+)"
    r"|(?P<number>\d[\w.]*)"
    rf"|(?P<word>[A-Za-z_{GAP}][\w${GAP}]*)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
NOT_A_TABLE = {"select", "with", "values", "insert", "update", "delete", "table", "unnest", "set"}
ENDS_FROM = {
    "where", "group", "order", "having", "limit", "offset", "window", "union", "except",
    "intersect", "for", "returning", "set", "when", "select", "fetch", "from",
}  # fmt: skip
TAKES_FROM = {"extract", "substring", "trim", "overlay", "position"}
VERBS = re.compile(
    r"\bselect\b.*\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b|\bmerge\s+into\b|\btruncate\b"
    r"|\bupdate\s+\S+.*\bset\b|\bcopy\s+\S+.*\b(?:from|to)\b|\bjoin\b.*\b(?:on|using)\b"
    r"|\bwith\b.*\bas\s*\(|\block\s+table\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    kind: str
    text: str

    @property
    def word(self) -> str:
        """A keyword or an unquoted name in lower case; a quoted name as it is; else empty."""
        if self.kind == "quoted":
            return self.text[1:-1]
        return self.text.lower() if self.kind == "word" else ""


@dataclass
class Statement:
    """What one text of SQL does, as far as it can be read; a gap stands for an unknown name."""

    writes: list[tuple[str, str]] = field(default_factory=list)
    reads: list[str] = field(default_factory=list)
    calls: set[str] = field(default_factory=set)
    ctes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    sequences: set[str] = field(default_factory=set)
    locks_rows: bool = False


def tokens_of(text: str) -> list[Token]:
    return [
        Token(match.lastgroup or "", match.group())
        for match in TOKEN.finditer(text)
        if match.lastgroup != "skip"
    ]


def is_sql(text: str) -> bool:
    """Whether a text looks like a statement or a part of one, and not like a sentence."""
    return bool(VERBS.search(text))


@cache
def statement_of(text: str) -> Statement:
    """Reads a text token by token; it does not have to be a whole statement."""
    return _Reader(tokens_of(text)).read()


class _Reader:
    """Walks over the tokens of a text once and notes what stands in the place of a table."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._found = Statement(words={token.word for token in tokens if token.kind == "word"})

    def read(self) -> Statement:
        callers: list[str] = []
        for place, token in enumerate(self._tokens):
            if token.text == "(":
                callers.append(self._word(place - 1))
                self._found.calls.add(self._word(place - 1))
                if self._word(place - 1) in {"nextval", "setval", "currval"}:
                    self._found.sequences.add(self._sign(place + 1).strip("'"))
            elif token.text == ")" and callers:
                callers.pop()
            elif token.kind in {"word", "quoted"}:
                self._note(place, token.word, callers[-1] if callers else "")
        return self._found

    def _word(self, place: int) -> str:
        return self._tokens[place].word if 0 <= place < len(self._tokens) else ""

    def _sign(self, place: int) -> str:
        return self._tokens[place].text if 0 <= place < len(self._tokens) else ""

    def _note(self, place: int, word: str, caller: str) -> None:
        before, after = self._word(place - 1), self._word(place + 1)
        if (word in {"insert", "merge"} and after == "into") or (
            word == "delete" and after == "from"
        ):
            self._write(word, place + 2)
        elif word == "update":
            self._note_update(place, before)
        elif word in {"truncate", "lock", "copy"}:
            for name in self._list(place + (2 if after == "table" else 1), written=True):
                self._found.writes.append((word, name))
        elif word == "table" and before in {"alter", "drop", "create"}:
            self._write(before, place + 1)
        elif word == "from" and before not in {"distinct", "delete"} and caller not in TAKES_FROM:
            self._found.reads += self._list(place + 1)
        elif word in {"join", "table"} and before not in {"truncate", "lock"}:
            self._found.reads += self._list(place + 1, several=False)
        else:
            self._note_rest(place, word, before)

    def _note_rest(self, place: int, word: str, before: str) -> None:
        if word == "using" and self._sign(place + 1) != "(":
            self._found.reads += self._list(place + 1)
        elif word == "as" and self._names_a_cte(place):
            self._found.ctes.add(self._cte(place))
        elif word == "into" and before not in {"insert", "merge"}:
            self._write("select into", place + 1)
        elif word == "share" and before in {"for", "key"}:
            self._found.locks_rows = True

    def _note_update(self, place: int, before: str) -> None:
        if before in {"for", "key"}:
            self._found.locks_rows = True
        elif before not in {"do", "on", "then", "or", "before", "after"}:
            self._write("update", place + 1)

    def _write(self, verb: str, place: int) -> None:
        self._found.writes += [
            (verb, name) for name in self._list(place, written=True, several=False)
        ]

    def _list(self, place: int, *, written: bool = False, several: bool = True) -> list[str]:
        """The names of tables from here on: `ONLY public.entry e, lot`, `(entry JOIN …`."""
        names: list[str] = []
        while self._word(place) in {"only", "lateral", "if", "not", "exists"}:
            place += 1
        if self._sign(place) == "(" and not written:
            if self._word(place + 1) not in NOT_A_TABLE:
                names += self._list(place + 1)
        else:
            name, place = self._name(place)
            if name and (written or self._sign(place) != "("):
                names.append(name)
        if several and (place := self._after_comma(place)):
            names += self._list(place, written=written)
        return names

    def _name(self, place: int) -> tuple[str, int]:
        name = GAP if self._sign(place) in {"$", "%", ":", "{"} else self._word(place)
        place += 1
        while self._sign(place) == "." and self._word(place + 1):
            name = self._word(place + 1)
            place += 2
        return (name if name not in NOT_A_TABLE else ""), place

    def _after_comma(self, place: int) -> int:
        """The place after the next comma of this list; 0 where the list ends before."""
        depth = 0
        while place < len(self._tokens):
            token = self._tokens[place]
            depth += (token.text == "(") - (token.text == ")")
            if depth < 0 or (depth == 0 and token.word in ENDS_FROM):
                return 0
            if depth == 0 and token.text == ",":
                return place + 1
            place += 1
        return 0

    def _names_a_cte(self, place: int) -> bool:
        following = place + 1
        while self._word(following) in {"not", "materialized"}:
            following += 1
        return self._sign(following) == "(" and bool(self._cte(place))

    def _cte(self, place: int) -> str:
        """The name before `AS (`, its columns in brackets left out."""
        place -= 1
        if self._sign(place) == ")":
            while place > 0 and self._sign(place) != "(":
                place -= 1
            place -= 1
        opens = self._word(place - 1) in {"with", "recursive"} or self._sign(place - 1) == ","
        return self._word(place) if opens or place == 0 else ""


def numbers_beside(text: str, name: re.Pattern[str]) -> Iterator[str]:
    """Bare numbers that a column of this name is compared with, in a list of them as well."""
    tokens = tokens_of(text)
    for place, token in enumerate(tokens):
        if name.search(token.word):
            yield from _number_after(tokens[place + 1 :])
            yield from _number_before(tokens[:place])


def _number_after(tokens: Sequence[Token]) -> Iterator[str]:
    if tokens and tokens[0].text in {",", ")", ";"}:
        return
    for token in tokens:
        if token.kind == "number":
            yield token.text
        if token.kind != "sign" and token.word not in {"not", "in", "between", "any", "array"}:
            return


def _number_before(tokens: Sequence[Token]) -> Iterator[str]:
    """`2 = m.wallet_id`: the number stands before the sign, and the alias between them."""
    rest = list(tokens)
    if len(rest) > 1 and rest[-1].text == ".":
        rest = rest[:-2]
    signs = 0
    while rest and rest[-1].text in {"=", "<", ">", "!"}:
        rest.pop()
        signs += 1
    if signs and rest and rest[-1].kind == "number":
        yield rest[-1].text
