"""Finds a user, a data directory and binaries for PostgreSQL when we are root, which it refuses.

No existing directory is opened to others: instead of making the path to `.jiafen` or `.venv`
traversable, the data and a copy of the binaries are placed under /var/lib/jiafen.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

SHELTER = Path("/var/lib/jiafen")
USER = "jiafen"


class Owner(NamedTuple):
    """The user and group of the server's processes and files."""

    uid: int
    gid: int


def is_root() -> bool:
    return os.geteuid() == 0


def home(link: Path) -> tuple[Path, Owner]:
    """The directory behind `link` and its owner; the first call makes one in the shelter.

    It is a link, so that for root, too, deleting `.jiafen` deletes the way to the old data.
    """
    if not link.is_symlink() and not link.exists():
        SHELTER.mkdir(mode=0o755, parents=True, exist_ok=True)
        link.symlink_to(SHELTER / f"data-{secrets.token_hex(8)}")
    target = link.readlink() if link.is_symlink() else link
    if not target.exists():
        owner = _server_owner()
        target.mkdir(mode=0o700)
        os.chown(target, *owner)
    state = target.stat()
    return target.resolve(), Owner(state.st_uid, state.st_gid)


def software(package: Path, binaries: Path, owner: Owner) -> Path:
    """A directory of binaries that `owner` may run: the package's own, or a copy of it."""
    if _may_run(binaries / "postgres", owner):
        return binaries
    installed = binaries.parent
    built = int((binaries / "postgres").stat().st_mtime)
    copy = SHELTER / f"software-{installed.name}-{built}"
    if not copy.exists():
        draft = SHELTER / f"draft-{secrets.token_hex(8)}"
        # The binaries look for their libraries beside the package, so the layout is kept.
        for part in (installed, package / ".dylibs", package.with_name(f"{package.name}.libs")):
            if part.exists():
                shutil.copytree(part, draft / part.relative_to(package.parent))
        _open_to_read(draft)
        with contextlib.suppress(OSError):  # another process was first
            draft.rename(copy)
        shutil.rmtree(draft, ignore_errors=True)
    return copy / binaries.relative_to(package.parent)


def _open_to_read(tree: Path) -> None:
    """Make our copy readable for everybody: it holds no secret, and the umask may hide it."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def _may_run(program: Path, owner: Owner) -> bool:
    try:
        subprocess.run(  # noqa: S603 -- the wheel's own binary
            [program, "--version"],
            check=True,
            capture_output=True,
            cwd="/",
            user=owner.uid,
            group=owner.gid,
            extra_groups=[],
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _server_owner() -> Owner:
    """The user `jiafen`, created if necessary; `nobody` where none can be created."""
    useradd = shutil.which("useradd")
    for name in (USER, "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Owner(entry.pw_uid, entry.pw_gid)
        if name == USER and useradd:
            with contextlib.suppress(OSError, KeyError):
                arguments = ["--system", "--no-create-home", "--user-group", USER]
                subprocess.run([useradd, *arguments], check=False, capture_output=True)  # noqa: S603
                entry = pwd.getpwnam(name)  # also when another process was first
                return Owner(entry.pw_uid, entry.pw_gid)
    raise PermissionError("no user to run PostgreSQL as")
