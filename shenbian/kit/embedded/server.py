"""The embedded server's life: started by whoever comes first, stopped by whoever leaves last.

Every start and stop happens under one lock (`start.lock`). A process that uses the server holds `use.lock` together
with the others; the last to leave stops the server, unless it was asked to stay (`shenbian dsn`). A process that is
killed lets go of its locks, and the server that it leaves behind serves the next command and stops with it.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg.pq import PGconn, Ping

from shenbian.kit.embedded import folders, locks, postmaster, roles, tuning
from shenbian.kit.embedded.account import Account, account_for
from shenbian.kit.embedded.binaries import programs
from shenbian.kit.embedded.places import Places
from shenbian.kit.env import Unable
from shenbian.kit.home import belong_to_home

_PATIENCE = (
    60.0  # seconds for a postmaster that is there to open its socket; recovery after a crash is waited for longer
)
_RECOVERY = 900.0
_ORPHANS = "is still in use"  # the server's words when children of a killed one are still on their way out
_LOG_LIMIT = 8 * 1024 * 1024


class InUse(Exception):
    """The server is not stopped, because somebody uses it; the text says who, in Chinese."""


@dataclass(frozen=True)
class Server:
    """The server of one data folder. `say` tells a person what is being waited for; `fast` is for tests only."""

    places: Places
    say: locks.Say
    fast: bool = False

    @contextmanager
    def using(self, *, stay: bool = False) -> Iterator[None]:
        """Have the server up for the time of the block. With `stay` it is left running afterwards, until `stop`.

        Raises Unable where it cannot be had.
        """
        held = self._enter(stay=stay)
        try:
            yield
        finally:
            self._leave(held)

    def stop(self) -> bool:
        """Stop the server now; False if it was down already. Raises InUse while a command or another tool uses it."""
        if not self.places.home.exists():
            return False
        folders.prepare(self.places, self._account)
        with locks.alone(self.places.start_lock, say=self.say):
            if locks.is_shared(self.places.use_lock):
                raise InUse("另一个身边命令正在使用数据库，没有停止。等它结束，或先结束它（serve 按 Ctrl-C）。")
            if not self._up():
                self.places.stay.unlink(missing_ok=True)
                return False
            if others := self._visitors():
                raise InUse(f"还有 {others} 个连接正在使用数据库（备份或别的工具），没有停止。请先断开它们。")
            self.places.stay.unlink(missing_ok=True)
            self._halt()
            return True

    def _enter(self, *, stay: bool) -> int:
        folders.prepare(self.places, self._account)
        with locks.alone(self.places.start_lock, say=self.say) as lock:
            held = locks.share(self.places.use_lock)
            try:
                if not self._up():
                    self._start(lock)
                roles.furnish(self.places)
                if stay:
                    self.places.stay.touch(mode=0o600)
                    belong_to_home(self.places.stay)
            except psycopg.Error as error:
                os.close(held)
                raise Unable(f"内置数据库起来了，但准备不好：{error}") from error
            except BaseException:
                os.close(held)
                raise
            return held

    def _leave(self, held: int) -> None:
        with locks.alone(self.places.start_lock, say=self.say):
            os.close(held)
            if not self.places.stay.exists() and not locks.is_shared(self.places.use_lock):
                self._halt()

    @cached_property
    def _account(self) -> Account:
        return account_for(self.places)

    @cached_property
    def _programs(self) -> Path:
        return programs(self.places, self._account)

    def _ping(self) -> Ping:
        return Ping(PGconn.ping(self.places.dsn(database="postgres").encode()))

    def _up(self) -> bool:
        """Does the server answer? One that is starting, recovering or stopping is waited for first."""
        if not self.places.cluster.exists():
            return False
        since = time.monotonic()
        while (answer := self._ping()) != Ping.OK:
            recovering = answer == Ping.REJECT
            if not recovering and not postmaster.alive(self.places.cluster):
                return False
            if time.monotonic() - since > (_RECOVERY if recovering else _PATIENCE):
                raise Unable(f"数据库进程在，但连不上。日志：{self.places.log}")
            time.sleep(0.05)
        return True

    def _start(self, lock: int) -> None:
        self.say("正在启动内置数据库……")
        if not self.places.cluster.exists():
            self._found(lock)
        folders.private(self.places.sockets, self._account)
        postmaster.disown_stale(self.places.cluster, self.places.sockets)
        self._write("shenbian.conf", tuning.settings(self.places, fast=self.fast))
        if self.places.log.exists() and self.places.log.stat().st_size > _LOG_LIMIT:
            self.places.log.rename(self.places.log.with_suffix(".log.old"))
        since = time.monotonic()
        while True:
            code, printed = self._pg_ctl("start", "-l", self.places.log, "-t", str(int(_RECOVERY)))
            if code == 0 or self._up():  # a killed command's own start may have come first
                return
            told = " / ".join(self._log_end()) or printed
            if _ORPHANS not in told or time.monotonic() - since > _PATIENCE:
                raise Unable(f"内置数据库没有启动起来：{told}。日志：{self.places.log}")
            time.sleep(0.5)

    def _log_end(self) -> list[str]:
        """The last lines of the server's log."""
        if not self.places.log.exists():
            return []
        return self.places.log.read_text(errors="replace").strip().splitlines()[-3:]

    def _halt(self) -> None:
        if not postmaster.alive(self.places.cluster):
            return
        code, printed = self._pg_ctl("stop", "-m", "fast", "-t", "600")
        if code != 0 and postmaster.alive(self.places.cluster):
            raise Unable(f"内置数据库没有停下来：{printed}。日志：{self.places.log}")

    def _found(self, lock: int) -> None:
        """Make the cluster beside its final name and move it there when it is whole: a killed attempt leaves no half.

        initdb outlives a killed command; it holds the lock with us, so that nobody clears its folder away under it.
        """
        self.say("第一次使用，正在建立数据库……")
        draft = self.places.cluster.with_suffix(".new")
        folders.discard(draft)
        folders.private(draft, self._account)
        code, printed = self._account.run(
            self._programs / "initdb", "-D", draft, "-U", "shenbian", "--encoding=UTF8", "--locale=C",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject",
            *(["--no-sync"] if self.fast else []), cwd=self.places.home, inherit=(lock,),
        )  # fmt: skip
        if code != 0:
            raise Unable(f"内置数据库没有建立起来：{printed[-300:]}")
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude = 'shenbian.conf'\n")
        draft.rename(self.places.cluster)

    def _write(self, name: str, text: str) -> None:
        path = self.places.cluster / name
        path.write_text(text)
        path.chmod(0o600)
        if os.geteuid() == 0:
            os.chown(path, self._account.uid, self._account.gid)

    def _pg_ctl(self, verb: str, *options: str | Path) -> tuple[int, str]:
        return self._account.run(
            self._programs / "pg_ctl", verb, "-w", "-s", "-D", self.places.cluster, *options, cwd=self.places.cluster
        )

    def _visitors(self) -> int:
        """Connections of other tools than Shenbian's commands (those hold the lock and were asked before)."""
        with psycopg.connect(self.places.dsn(database="postgres")) as server:
            row = server.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()
            return int(row[0]) if row else 0
