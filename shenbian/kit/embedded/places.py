"""Where the embedded database keeps what, computed from the data folder alone: nothing here touches the disk."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

MAJOR = 18  # of the PostgreSQL in the wheel; the next one will get a folder of its own
OWNER = "shenbian"  # owns database and tables: migrations, backups, the user's own tools
APP = "shenbian_app"  # the running program: reads and writes rows, owns nothing
DATABASE = "shenbian"
PORT = 5432  # only names the socket file: nothing listens on a network
LONGEST_SOCKET = 107  # bytes that the kernel takes for the path of a socket, less its end mark


@dataclass(frozen=True)
class Places:
    """The paths inside one data folder."""

    home: Path

    @property
    def cluster(self) -> Path:
        return self.home / f"postgresql-{MAJOR}"

    @property
    def log(self) -> Path:
        return self.cluster / "server.log"

    @property
    def start_lock(self) -> Path:
        return self.home / "start.lock"

    @property
    def use_lock(self) -> Path:
        return self.home / "use.lock"

    @property
    def stay(self) -> Path:
        """Exists while the server was asked to stay up after the command that started it."""
        return self.home / "stay"

    @property
    def sockets(self) -> Path:
        """The private folder of the socket: in the data folder, or a short one under /tmp when that path is too long.

        /tmp by name and not the temp folder of the moment: two commands with different TMPDIR must meet.
        """
        near = self.home / "run"
        name = f"/.s.PGSQL.{PORT}.lock"
        if len(bytes(near)) + len(name) < LONGEST_SOCKET:
            return near
        return Path("/tmp") / f"shenbian-{hashlib.sha256(bytes(self.home)).hexdigest()[:16]}"

    def dsn(self, *, role: str = OWNER, database: str = DATABASE) -> str:
        """The connection string for psql, pg_dump and DATABASE_URL."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}&port={PORT}"
