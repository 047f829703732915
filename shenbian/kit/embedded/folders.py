"""Making the data folder fit for a server that runs as another account, without opening anything above it."""

import os
import shutil
import stat
from pathlib import Path

from shenbian.kit.embedded.account import Account
from shenbian.kit.embedded.places import Places
from shenbian.kit.env import Unable
from shenbian.kit.home import made

_OURS = frozenset({"keys", "start.lock", "use.lock", "stay"})


def prepare(places: Places, account: Account) -> None:
    """Make the data folder if it is missing and let the account pass through it. Raises Unable where that cannot be.

    Only the data folder itself is ever changed, and only when it is empty or already ours: its group becomes the
    account's, with the right to pass through and not to list.
    """
    folder = places.home
    if os.geteuid() != 0:
        made(folder)
        if folder.stat().st_uid != os.geteuid():
            raise Unable(f"数据文件夹 {folder} 属于另一个用户。请用 SHENBIAN_HOME 另指一个自己的文件夹。")
        return
    above = next(parent for parent in folder.parents if parent.exists())
    if not account.reaches(above):
        raise Unable(
            f"数据文件夹 {folder} 在数据库账号 {account.named()} 进不去的文件夹里（{_shut(above, account)}）。"
            "数据库不能以 root 身份运行，上级文件夹的权限也不会擅自放宽；"
            "请用 SHENBIAN_HOME 指到别处，例如 /var/lib/shenbian。"
        )
    made(folder)
    if account.reaches(folder):
        return
    inside = {entry.name for entry in folder.iterdir()}
    if inside and not inside & _OURS:
        raise Unable(
            f"数据文件夹 {folder} 里有别的东西，而数据库账号 {account.named()} 进不去；它的权限不会擅自放宽。"
            "请用 SHENBIAN_HOME 指到一个空文件夹。"
        )
    os.chown(folder, -1, account.gid)
    folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IXGRP)
    if not account.reaches(folder):
        raise Unable(f"数据库账号 {account.named()} 进不去数据文件夹 {folder}，原因不明（可能是访问控制表）。")


def _shut(folder: Path, account: Account) -> Path:
    """The highest folder on the way that the account cannot enter, for the message."""
    way = [*reversed(folder.parents), folder]
    return next(step for step in way if not account.reaches(step))


def private(folder: Path, account: Account) -> None:
    """A folder that belongs to the account alone. An existing one of somebody else's is refused: it may be a trap."""
    try:
        folder.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(folder, account.uid, account.gid)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or stat.S_IMODE(found.st_mode) & 0o077:
            raise Unable(f"文件夹 {folder} 不属于数据库账号 {account.named()}，或者别人也能进：请先删掉它。") from None
    except OSError as error:
        raise Unable(f"不能建立文件夹 {folder}：{error.strerror}。") from error


def discard(folder: Path) -> None:
    """Remove what a killed attempt left behind."""
    if folder.exists():
        shutil.rmtree(folder)
