"""One cluster of the embedded PostgreSQL: creates, starts, recognises and stops its server."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shlex
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

from runtime.postgres.unprivileged import Owner

MAJOR = 18
START_SECONDS_MAX = 120  # recovery after a crash may take its time
STOP_SECONDS_MAX = 30
SOCKET_PATH_BYTES_MAX = 100  # 103 on macOS, 107 on Linux
SOCKET_NAME = ".s.PGSQL.5432"

# Only our user can open the socket, so no password is needed. Statements are kept out of the log,
# because they hold people's data.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_error_statement": "panic",
}


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot run: one line that says why."""


@dataclass(frozen=True)
class Cluster:
    """A data directory of PostgreSQL, with the binaries and the user that serve it."""

    home: Path
    binaries: Path
    owner: Owner | None

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def sockets(self) -> Path:
        """The directory of the socket: beside the data, or elsewhere if that path is too long."""
        if len(os.fsencode(self.home / SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX:
            return self.home
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"jiafen-{name}"

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={quote(str(self.sockets))}&port=5432"

    def start(self) -> None:
        """Start the server and wait until it takes connections. The caller holds the turn lock."""
        if not self.data.exists():
            self._create()
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != str(MAJOR):
            raise EmbeddedError(f"{self.data} is of PostgreSQL {version}; here is only {MAJOR}")
        if self._is_ready():
            return
        self._clear_remains()
        self._make_socket_directory()
        options = SERVER_OPTIONS | {"unix_socket_directories": f'"{self.sockets}"'}
        words = [f"-c {shlex.quote(f'{name}={value}')}" for name, value in options.items()]
        logfile = self.home / "log"
        try:
            self._run(
                "pg_ctl", "start", "--wait", f"--timeout={START_SECONDS_MAX}", f"--log={logfile}",
                f"--pgdata={self.data}", f"--options={' '.join(words)}",
            )  # fmt: skip
        except subprocess.SubprocessError as error:
            raise EmbeddedError(f"PostgreSQL does not start: {_reason(logfile)}") from error

    def stop(self) -> None:
        """Stop the server and close its connections. The caller holds the turn lock."""
        postmaster = self.postmaster()
        if postmaster is None:
            return
        for mode in ("fast", "immediate"):
            with contextlib.suppress(subprocess.SubprocessError):
                self._run(
                    "pg_ctl", "stop", "--wait", f"--timeout={STOP_SECONDS_MAX}", f"--mode={mode}",
                    f"--pgdata={self.data}",
                )  # fmt: skip
                return
        with contextlib.suppress(psutil.NoSuchProcess):
            postmaster.kill()

    def postmaster(self) -> psutil.Process | None:
        """The server's first process if it lives, and not another one that has its number now."""
        try:
            number = int((self.data / "postmaster.pid").read_text().splitlines()[0])
            process = psutil.Process(number)
            return process if self._is_ours(process) else None
        except (OSError, ValueError, IndexError, psutil.NoSuchProcess):
            return None

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return (
                process.name().startswith("postgres")
                and process.status() != psutil.STATUS_ZOMBIE
                and Path(process.cwd()) == self.data
            )
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return False

    def _is_ready(self) -> bool:
        """Wait while a server starts or stops, because another process may have told it to."""
        deadline = time.monotonic() + START_SECONDS_MAX
        while self.postmaster() is not None:
            with contextlib.suppress(OSError, IndexError):
                state = (self.data / "postmaster.pid").read_text().splitlines()[7].strip()
                if state == "ready":
                    return True
            if time.monotonic() > deadline:
                raise EmbeddedError(f"PostgreSQL in {self.data} neither starts nor ends")
            time.sleep(0.05)
        return False

    def _clear_remains(self) -> None:
        """Clean up after a crash: wait for the old server's children, delete its pid files.

        PostgreSQL would take the pid for a running server if another process has that number now.
        """
        orphans = [process for process in psutil.process_iter() if self._is_ours(process)]
        _, stubborn = psutil.wait_procs(orphans, timeout=STOP_SECONDS_MAX)
        if stubborn:
            raise EmbeddedError(f"processes of an old PostgreSQL do not end: {stubborn}")
        for pid_file in (self.data / "postmaster.pid", self.sockets / f"{SOCKET_NAME}.lock"):
            pid_file.unlink(missing_ok=True)

    def _make_socket_directory(self) -> None:
        sockets = self.sockets
        with contextlib.suppress(FileExistsError):
            sockets.mkdir(mode=0o700)
            if self.owner:
                os.chown(sockets, *self.owner)
        state = sockets.lstat()
        if state.st_uid != self.home.stat().st_uid or state.st_mode & 0o077:
            raise EmbeddedError(f"{sockets} must be a directory of PostgreSQL's user alone")

    def _create(self) -> None:
        """Create the data directory whole or not at all: an interrupted attempt is thrown away."""
        draft = self.home / "draft"
        if draft.exists():
            shutil.rmtree(draft)
        try:
            self._run(
                "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
                f"--pgdata={draft}",
            )  # fmt: skip
        except subprocess.CalledProcessError as error:
            reason = (error.stderr or error.stdout).strip().splitlines()[-1:]
            raise EmbeddedError(f"cannot create a database in {self.home}: {reason}") from error
        draft.rename(self.data)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs without our environment: PGHOST would lead elsewhere."""
        subprocess.run(  # noqa: S603 -- the wheel's own binaries
            [self.binaries / program, *arguments],
            check=True,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            cwd="/",
            env={"LC_ALL": "C", "PATH": "/usr/local/bin:/usr/bin:/bin"},
            user=self.owner.uid if self.owner else None,
            group=self.owner.gid if self.owner else None,
            extra_groups=[] if self.owner else None,
        )


def _reason(logfile: Path) -> str:
    """The last fatal error in the server's log."""
    lines = logfile.read_text(errors="replace").splitlines() if logfile.exists() else []
    return next((line for line in reversed(lines) if "FATAL:" in line), f"see {logfile}")
