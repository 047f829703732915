"""The embedded database: one server however many commands, stopped by the last, never under one that uses it."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.kit.embedded_home import Home, leave, mode, public_copy, said, wheel_copy

NOBODY = 65534


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that every user may pass through (pytest's own tmp_path is closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def home(place: Path) -> Iterator[Home]:
    """A data folder that does not exist yet."""
    made = Home(place / "home")
    yield made
    made.end()


@pytest.fixture(scope="module")
def long_made() -> Iterator[Home]:
    """A data folder whose database was made before, for all who do not ask how it is made."""
    folder = Path(tempfile.mkdtemp(prefix="sb-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    yield Home(folder / "home")
    shutil.rmtree(folder)


@pytest.fixture
def used(long_made: Home) -> Iterator[Home]:
    """A data folder in which the server has run before and does not now."""
    yield long_made
    long_made.end()


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's server programs, copied once; `public_copy` links to them."""
    return wheel_copy(tmp_path_factory.mktemp("programs"))


def test_two_commands_at_once_start_one_server_and_the_last_one_stops_it(home: Home) -> None:
    first, second = home.hold(), home.hold()
    assert sorted([said(first), said(second)]) == ["joined", "started"]
    pid = home.pid()
    assert leave(first) == 0
    assert home.running()
    assert home.pid() == pid
    assert leave(second) == 0
    assert not home.running()


def test_stop_is_refused_while_a_command_uses_the_server(used: Home) -> None:
    holder = used.hold()
    assert said(holder) == "started"
    code, out, err = used.shenbian("stop")
    assert (code, out) == (1, "")
    assert err == "另一个身边命令正在使用数据库，没有停止。等它结束，或先结束它（serve 按 Ctrl-C）。\n"
    assert used.ask("SELECT 1") == 1


def test_dsn_prints_the_connection_string_alone_and_leaves_the_server_running_until_stop(used: Home) -> None:
    code, out, _ = used.shenbian("dsn")
    assert (code, out) == (0, used.places.dsn() + "\n")
    holder = used.hold()
    assert said(holder) == "joined"
    assert leave(holder) == 0
    with psycopg.connect(out.strip()) as connection:
        assert connection.execute("SELECT current_user::text").fetchone() == ("shenbian",)
        assert used.shenbian("stop")[0] == 1, "another tool is connected"
    assert used.shenbian("stop") == (0, "", "数据库已停止。\n")
    assert not used.running()
    assert used.shenbian("stop") == (0, "", "数据库本来就没有运行。\n")


def test_the_program_role_reads_and_writes_rows_and_cannot_touch_the_tables(used: Home) -> None:
    assert said(used.hold()) == "started"
    used.ask("CREATE TABLE sealed (id bigint generated always as identity, what text)")
    used.ask("INSERT INTO sealed (what) VALUES ('a')", role="shenbian_app")
    assert used.ask("SELECT what FROM sealed", role="shenbian_app") == "a"
    for forbidden in (
        "ALTER TABLE sealed DISABLE TRIGGER ALL",
        "TRUNCATE sealed",
        "DROP TABLE sealed",
        "CREATE TABLE other (id int)",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            used.ask(forbidden, role="shenbian_app")


def test_nothing_listens_on_a_network_and_commits_reach_the_disk(used: Home) -> None:
    assert used.shenbian("dsn")[0] == 0
    assert used.ask("SHOW listen_addresses") == ""
    assert used.ask("SHOW fsync") == "on"
    assert used.ask("SHOW synchronous_commit") == "on"
    assert used.ask("SHOW server_encoding") == "UTF8"
    assert used.ask("SHOW timezone") == "Asia/Shanghai"
    assert mode(used.places.sockets).startswith("drwx------")


def test_a_long_data_folder_gets_a_short_private_socket(place: Path) -> None:
    home = Home(place / ("长" * 30) / "又 一层'")
    try:
        assert said(home.hold()) == "started"
        assert home.ask("SELECT 1") == 1
        assert home.places.sockets.parent == Path("/tmp")
        assert mode(home.places.sockets).startswith("drwx------")
    finally:
        home.end()


def test_a_killed_command_locks_nothing_and_the_next_one_goes_on_with_its_server(used: Home) -> None:
    killed = used.hold()
    assert said(killed) == "started"
    pid = used.pid()
    killed.kill()
    killed.wait()
    following = used.hold()
    assert said(following) == "joined"
    assert used.pid() == pid
    assert leave(following) == 0
    assert not used.running()


@pytest.mark.parametrize("seconds", [0.2, 0.5, 0.8, 1.2, 1.8])
def test_a_command_killed_while_it_makes_the_database_leaves_no_half(home: Home, seconds: float) -> None:
    killed = home.hold()
    time.sleep(seconds)
    killed.kill()
    killed.wait()
    following = home.hold()
    assert said(following) in ("started", "joined")
    assert home.ask("SELECT 1", role="shenbian_app") == 1
    assert leave(following) == 0


def test_what_was_committed_survives_a_crash_of_the_server(used: Home) -> None:
    assert used.shenbian("dsn")[0] == 0
    used.ask("CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(used.pid(), signal.SIGKILL)
    assert used.shenbian("dsn")[:2] == (0, used.places.dsn() + "\n")
    assert used.ask("SELECT n FROM kept") == 7


def test_pid_files_that_name_a_stranger_do_not_keep_the_server_down(used: Home) -> None:
    """As after a crash of the machine, when other programs have got the numbers."""
    assert used.shenbian("dsn")[0] == 0
    pid_file = used.places.cluster / "postmaster.pid"
    socket_file = used.places.sockets / ".s.PGSQL.5432.lock"
    kept = {path: path.read_text().splitlines() for path in (pid_file, socket_file)}
    assert used.shenbian("stop")[0] == 0
    stranger = used.stranger()
    for path, lines in kept.items():
        path.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        os.chown(path, used.places.cluster.stat().st_uid, used.places.cluster.stat().st_gid)
    assert used.shenbian("dsn")[0] == 0
    assert used.ask("SELECT 1") == 1


def test_a_data_folder_out_of_reach_is_refused_and_nothing_is_opened(place: Path) -> None:
    shut = place / "shut"
    shut.mkdir(mode=0o700)
    if os.geteuid() != 0:
        shut.chmod(0o500)  # for an ordinary user, out of reach is where they may not write
    before = mode(place), mode(shut)
    code, out, err = Home(shut / "home").shenbian("dsn")
    assert (code, out) == (2, "")
    assert str(shut / "home") in err
    assert "Traceback" not in err
    assert (mode(place), mode(shut)) == before
    assert list(shut.iterdir()) == []
    shut.chmod(0o700)


def test_a_folder_with_other_things_in_it_is_not_opened_for_the_server(place: Path) -> None:
    """As root only this folder is closed to the server; an ordinary user runs the server and needs nothing opened."""
    shut = place / "mine"
    shut.mkdir(mode=0o700)
    (shut / "diary.txt").write_text("private")
    before = mode(shut)
    home = Home(shut)
    code, _, _ = home.shenbian("dsn")
    assert code == (2 if os.geteuid() == 0 else 0)
    assert mode(shut) == before
    home.end()


def test_a_private_empty_folder_is_passable_for_the_servers_group_and_nobody_else(place: Path) -> None:
    folder = place / "given"
    folder.mkdir(mode=0o700)
    home = Home(folder)
    assert home.shenbian("dsn")[0] == 0
    assert mode(folder).startswith("drwx--x---" if os.geteuid() == 0 else "drwx------")
    assert mode(place).startswith("drwxr-xr-x")
    home.end()


def test_root_and_the_folders_owner_use_one_data_folder_after_each_other_and_together(
    place: Path, programs: Path
) -> None:
    """As an ordinary user both are that user, and the same must hold."""
    root = os.geteuid() == 0
    user = NOBODY if root else os.geteuid()
    folder = place / "theirs"
    folder.mkdir(mode=0o700)
    if root:
        os.chown(folder, user, user)
    home = Home(folder, packages=public_copy(programs, _made(place / "packages")))
    uid = user if root else None
    try:
        for first, second in ((uid, None), (None, uid)):
            one = home.hold(uid=first)
            assert said(one) == "started"
            assert home.places.cluster.stat().st_uid == user
            two = home.hold(uid=second)
            assert said(two) == "joined"
            assert leave(one) == 0
            assert home.running()
            assert leave(two) == 0
            assert not home.running()
        assert {path.stat().st_uid for path in folder.iterdir()} == {user}
    finally:
        home.end()


def test_another_users_data_folder_is_refused(place: Path, programs: Path) -> None:
    """Asked as nobody of root's folder; as an ordinary user, of the machine's root folder."""
    if os.geteuid() == 0:
        home = Home(_made(place / "roots"), packages=public_copy(programs, _made(place / "packages")))
        words = said(home.hold(uid=NOBODY))
        home.end()
    else:
        home = Home(Path("/"))
        _, _, words = home.shenbian("dsn")
    assert f"数据文件夹 {home.path} 属于另一个用户。请用 SHENBIAN_HOME 另指一个自己的文件夹。" in words


def test_a_trap_in_the_place_of_the_short_socket_folder_is_refused(place: Path) -> None:
    home = Home(place / ("长" * 40))
    trap = home.places.sockets
    trap.symlink_to(place)
    try:
        code, _, err = home.shenbian("dsn")
        assert code == 2
        assert str(trap) in err
    finally:
        trap.unlink()
        home.end()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_programs_that_the_servers_account_cannot_reach_are_copied_into_the_data_folder(
    place: Path, programs: Path
) -> None:
    """As root only: an ordinary user reaches what they can read."""
    packages = public_copy(programs, _made(place / "packages"))
    packages.chmod(0o700)
    home = Home(place / "home", packages=packages)
    try:
        assert home.shenbian("dsn")[0] == 0
        copies = [path for path in home.path.iterdir() if path.name.startswith("programs-")]
        assert len(copies) == (1 if os.geteuid() == 0 else 0)
        assert mode(packages).startswith("drwx------")
        assert home.ask("SELECT 1") == 1
    finally:
        home.end()
