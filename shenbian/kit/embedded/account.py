"""Who runs the server. PostgreSQL refuses to be root, so root hands it to an account that can do nothing else.

An ordinary user runs it themselves. Root uses the owner of the data folder if that is somebody else, so that they can
go on with it afterwards; in root's own data folder, the account that owns the cluster, or `shenbian`, made for it, or
`nobody` where no account can be made.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shenbian.kit.embedded.places import Places
from shenbian.kit.env import Unable

NAME = "shenbian"


@dataclass(frozen=True)
class Account:
    """A user of the machine, by numbers: in a container an account may have no name."""

    uid: int
    gid: int

    def run(
        self, *argv: str | Path, cwd: Path = Path("/"), timeout: float = 900, inherit: tuple[int, ...] = ()
    ) -> tuple[int, str]:
        """Run a program as this account with nothing of root's left to it; its exit code and what it printed.

        Output goes to a file and not a pipe: a server that the program starts would hold a pipe open for ever.
        Raises OSError where the account may not run the file, Unable where root may not change to the account.
        """
        changed: dict[str, Any] = {}
        if os.geteuid() == 0:
            changed = {"user": self.uid, "group": self.gid, "extra_groups": []}
        with tempfile.TemporaryFile() as printed:
            try:
                done = subprocess.run(
                    [str(part) for part in argv],
                    cwd=cwd,
                    env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                    umask=0o077,
                    pass_fds=inherit,
                    timeout=timeout,
                    stdin=subprocess.DEVNULL,
                    stdout=printed,
                    stderr=subprocess.STDOUT,
                    **changed,
                )
            except subprocess.TimeoutExpired as error:
                raise Unable(f"{argv[0]} 在 {timeout:.0f} 秒内没有结束。") from error
            printed.seek(0)
            return done.returncode, printed.read().decode(errors="replace").strip()

    def reaches(self, folder: Path) -> bool:
        """May this account enter the folder? Asked of the machine, by trying: modes alone do not tell."""
        try:
            return self.run("/bin/sh", "-c", 'cd -- "$1"', "sh", folder)[0] == 0
        except OSError as error:
            raise Unable(f"无法以数据库账号(uid {self.uid})运行程序：{error.strerror}。") from error

    def named(self) -> str:
        """The account's name, or its number."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return f"uid {self.uid}"


def account_for(places: Places) -> Account:
    """The account that runs, or will run, the server of this data folder."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    for folder in (places.home, places.cluster):
        if folder.exists() and (owner := folder.stat()).st_uid != 0:
            return Account(owner.st_uid, owner.st_gid)
    return _system_account()


def _system_account() -> Account:
    """`shenbian`, made if it is missing and can be made; else `nobody`."""
    maker = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if not _known(NAME) and maker:
        made = [maker, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        subprocess.run([*made, "--shell", "/usr/sbin/nologin", NAME], capture_output=True, check=False)
    for name in (NAME, "nobody"):
        if found := _known(name):
            return found
    raise Unable("数据库不能以 root 身份运行，而这台机器上没有 shenbian 或 nobody 账号，也建不了。")


def _known(name: str) -> Account | None:
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(found.pw_uid, found.pw_gid) if found.pw_uid != 0 else None
