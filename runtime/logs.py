"""One log for our code and the libraries', without secrets.

Secrets are replaced in the finished line, so that the same few patterns cover messages, arguments,
tracebacks and access logs, and no caller has to remember it.
"""

from __future__ import annotations

import contextlib
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN = "[hidden]"
SECRET_LENGTH_MIN = 6  # a shorter one would hide ordinary words

# Each takes linear time, because a hostile line must not block the event loop.
_PATTERNS = [
    # A bot token, also in a path or percent-encoded: 123456789:AAE…
    (re.compile(r"\d{6,16}(?::|%3A)[\w-]{30,}", re.IGNORECASE), HIDDEN),
    # A merchant's API key.
    (re.compile(r"\bjf_[\w-]{6,}"), HIDDEN),
    # The value of an Authorization header, with or without its name.
    (re.compile(r"\b(Bearer|tma|Basic) +[\w.~+/=%&:-]{8,}", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (
        re.compile(
            r"""(authorization['"]?\s*[:=,]\s*['"]?)(?!Bearer|tma|Basic)[^'",\s]+""", re.IGNORECASE
        ),
        rf"\1{HIDDEN}",
    ),
    # initData: its signatures and its user.
    (
        re.compile(
            r"""\b(hash|signature|query_id|auth_date)(=|%3D|\\?['"]: *\\?['"]?)[^&\s"'<>\\]+""",
            re.IGNORECASE,
        ),
        rf"\1\2{HIDDEN}",
    ),
    (
        re.compile(r"""\b(user|chat|receiver)(=|%3D)%(?:25)?7B[^&\s"'<>]*""", re.IGNORECASE),
        rf"\1\2{HIDDEN}",
    ),
    (re.compile(r"""(#|\b)tgWebAppData(=|%3D)[^&\s"'<>]+"""), rf"tgWebAppData={HIDDEN}"),
    # One-use links and keys in an address, and the password of a database.
    (re.compile(r"""([?&](?:token|code|key|secret|start|startapp)=)[^&\s"'<>]+"""), rf"\1{HIDDEN}"),
    (re.compile(r"(://[^:/@\s]{0,64}:)[^@/\s]{1,256}@"), rf"\1{HIDDEN}@"),
]

_NAMES = re.compile(
    r"authorization|(?:^|_)(?:token|secret|password|api_key|init_data|cookie)$", re.IGNORECASE
)


def configure(
    log_format: Literal["console", "json"] = "console",
    *,
    secrets: Iterable[str] = (),
    level: int = logging.INFO,
) -> None:
    """Send structlog, logging, warnings and uncaught exceptions to stderr; once in a process.

    `secrets` are this process's own (token, keys): they are hidden wherever they appear.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        hide_named,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,  # a test may look at the log
    )
    handler = Handler(level)
    handler.setFormatter(Formatter(_renderers(log_format), shared, secrets))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_uncaught


class Handler(logging.Handler):
    """Writes to the current stderr; if a record cannot be formatted, logs only the reason."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = self.format(record)
        except Exception as error:  # noqa: BLE001 -- a log must not fail its caller
            line = hide(f"A line of {record.name} cannot be logged: {error!r}")
        with contextlib.suppress(OSError, ValueError):  # stderr is closed
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


class Formatter(structlog.stdlib.ProcessorFormatter):
    """Renders a record of structlog or logging, and hides secrets in the line."""

    def __init__(
        self, renderers: list[Processor], foreign: list[Processor], secrets: Iterable[str]
    ) -> None:
        remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
        super().__init__(processors=[remove, *renderers], foreign_pre_chain=foreign)
        self._secrets = sorted(
            {secret for secret in secrets if len(secret) >= SECRET_LENGTH_MIN},
            key=len,
            reverse=True,  # a longer secret may contain a shorter one
        )

    def format(self, record: logging.LogRecord) -> str:
        return hide(super().format(record), self._secrets)


def hide(line: str, secrets: Iterable[str] = ()) -> str:
    """The line without tokens, keys, initData and the given secrets."""
    for secret in secrets:
        line = line.replace(secret, HIDDEN)
    for pattern, instead in _PATTERNS:
        line = pattern.sub(instead, line)
    return line


def hide_named(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A processor that hides values by their names (token, secret …), whatever they look like."""
    for name in event:
        if _NAMES.search(name):
            event[name] = HIDDEN
    return event


def _renderers(log_format: Literal["console", "json"]) -> list[Processor]:
    if log_format == "json":
        return [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(default=str),
        ]
    # The plain traceback: prettier ones print the values of variables.
    return [
        structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    ]


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> Any:
    if issubclass(kind, KeyboardInterrupt):
        return sys.__excepthook__(kind, error, trace)
    structlog.stdlib.get_logger("jiafen").critical("Uncaught", exc_info=(kind, error, trace))
    return None
