"""The data folder (`SHENBIAN_HOME`): where the database, the keys and the signed heads live; never the checkout.

As root it is /var/lib/shenbian, for anybody else a folder of their own. Keys are made on first use and readable by the
folder's owner only; whoever copies the database does not have them.
"""

import os
import secrets
from pathlib import Path

from shenbian.kit import env


def home() -> Path:
    """The data folder's path. It may not exist yet: the first who writes there makes it with `made`."""
    if os.geteuid() == 0:
        default = Path("/var/lib/shenbian")
    else:
        default = env.folder("XDG_DATA_HOME", Path("~/.local/share").expanduser()) / "shenbian"
    return env.folder("SHENBIAN_HOME", default).resolve()


def made(path: Path) -> Path:
    """The folder, made if it is missing, readable by its owner only.

    Missing folders above it are made too, open to pass through as /var/lib is; existing ones are left as they are.
    Raises BadEnvironment, in Chinese, where this user may not.
    """
    try:
        missing = [parent for parent in path.parents if not parent.exists()]
        for parent in reversed(missing):
            parent.mkdir()
            parent.chmod(0o755)
        if not path.exists():
            path.mkdir(mode=0o700, exist_ok=True)
            belong_to_home(path)
    except OSError as error:
        raise env.BadEnvironment(
            f"不能建立数据文件夹 {path}：{error.strerror}。请用 SHENBIAN_HOME 另指一个。"
        ) from error
    return path


def belong_to_home(path: Path) -> None:
    """Give what root made inside another user's data folder to that user, who must be able to use it afterwards."""
    folder = home()
    if os.geteuid() == 0 and folder != path and path.is_relative_to(folder):
        owner = folder.stat()
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def key(name: str, *, size: int = 32) -> bytes:
    """The named key of this installation: random bytes, made on first use, kept in the data folder as hexadecimal text.

    Two processes that make it at once get the same one: the file appears whole, under its final name, only once.
    """
    folder = made(made(home()) / "keys")
    path = folder / name
    if not path.exists():
        draft = folder / f".{name}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_hex(size))
            out.flush()
            os.fsync(out.fileno())
        belong_to_home(draft)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first: theirs is the key
        finally:
            draft.unlink()
    try:
        return bytes.fromhex(path.read_text())
    except (OSError, ValueError) as error:
        raise env.BadEnvironment(f"读不出密钥文件 {path}：{error}。") from error
