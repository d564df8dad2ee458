"""The primary of a cluster with standbys is lost, and another takes over (Patroni)."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import descendants, signal_all, wait_until
from .server import Place, Server, free_port

PROGRAMS = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
OUTAGE = 30


def needs(*programs):
    missing = [one for one in programs if not shutil.which(one, path=os.environ["PATH"] + ":/usr/sbin")]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing: run script/setup --faults")


class Patroni:
    """etcd and some PostgreSQL servers, of which one takes writes and one follows in step."""

    def __init__(self, members=3):
        needs("etcd", "patroni")
        self.folder = tempfile.mkdtemp(prefix="kofu-patroni-")
        os.chmod(self.folder, 0o777)
        client, peer = free_port(), free_port()
        self.processes, self.members = {}, {}
        self.store = self.spawn("etcd", ["etcd", "--data-dir", f"{self.folder}/etcd", "--listen-client-urls",
                                         f"http://127.0.0.1:{client}", "--advertise-client-urls", f"http://127.0.0.1:{client}",
                                         "--listen-peer-urls", f"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls",
                                         f"http://127.0.0.1:{peer}", "--initial-cluster", f"default=http://127.0.0.1:{peer}",
                                         "--enable-v2=true", "--unsafe-no-fsync"])
        for number in range(members):
            self.members[f"member{number}"] = (free_port(), free_port())
        for name, (port, rest) in self.members.items():
            self.write(name, port, rest, client)
            self.start(name)
            if wait_until(lambda name=name: self.state(name), 60, 0.2) is None:
                raise SystemExit(f"Patroni's {name} does not start:\n" + pathlib.Path(f"{self.folder}/{name}.log").read_text()[-2000:])
        if wait_until(self.is_whole, 90, 0.3) is None:
            raise SystemExit("Patroni's standbys do not follow:\n" + str([self.state(one) for one in self.members]))

    def write(self, name, port, rest, client):
        """A member's configuration; YAML reads JSON."""
        users = {"superuser": {"username": "postgres"}, "replication": {"username": "replicator"}}
        pathlib.Path(f"{self.folder}/{name}.yml").write_text(json.dumps({
            "scope": "kofu", "name": name, "restapi": {"listen": f"127.0.0.1:{rest}", "connect_address": f"127.0.0.1:{rest}"},
            "etcd": {"host": f"127.0.0.1:{client}"},
            "bootstrap": {
                "dcs": {"ttl": 20, "loop_wait": 2, "retry_timeout": 3, "synchronous_mode": True,
                        "postgresql": {"use_pg_rewind": True, "parameters": {
                            "max_connections": 100, "max_pred_locks_per_transaction": 256, "wal_keep_size": "256MB",
                            "wal_log_hints": "on"}}},
                "initdb": [{"encoding": "UTF8"}, {"locale": "C"}, {"auth": "trust"}]},
            "postgresql": {
                "listen": f"127.0.0.1:{port}", "connect_address": f"127.0.0.1:{port}", "data_dir": f"{self.folder}/{name}",
                "bin_dir": str(PROGRAMS[-1]), "authentication": users,
                "parameters": {"unix_socket_directories": self.folder},
                "pg_hba": ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust", "local all all trust"]}}))

    def spawn(self, name, command):
        # PostgreSQL refuses to run as root.
        prefix = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"] if os.geteuid() == 0 else []
        with open(f"{self.folder}/{name}.log", "a") as log:
            self.processes[name] = subprocess.Popen(prefix + command, stdout=log, stderr=log, cwd=self.folder,
                                                    env={**os.environ, "HOME": self.folder})
        return self.processes[name]

    def start(self, name):
        self.spawn(name, ["patroni", f"{self.folder}/{name}.yml"])

    def state(self, name):
        """What a member says of itself; None while it says nothing."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.members[name][1]}/patroni", timeout=2) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            return json.loads(error.read() or b"{}")
        except (OSError, ValueError):
            return None

    def role(self, name):
        state = self.state(name) or {}
        return state.get("role") if state.get("state") == "running" else None

    def primary(self):
        return next((name for name in self.members if self.role(name) in ("master", "primary")), None)

    def is_whole(self):
        """Whether one leads, all run, and one of them follows in step."""
        states = [self.state(name) or {} for name in self.members]
        return (self.primary() and all(one.get("state") == "running" for one in states)
                and any(one.get("sync_standby") for one in states))

    @property
    def address(self):
        hosts = ",".join(f"127.0.0.1:{port}" for port, _ in self.members.values())
        return f"postgres://postgres@{hosts}/postgres?target_session_attrs=read-write&sslmode=disable&gssencmode=disable"

    def kill(self, name):
        """Ends a member's Patroni and all of its PostgreSQL at once."""
        tree = descendants(self.processes[name].pid)
        pid = pathlib.Path(f"{self.folder}/{name}/postmaster.pid")
        if pid.exists():
            # The postmaster is a daemon, not a child.
            tree += descendants(int(pid.read_text().splitlines()[0]))
        signal_all(tree, signal.SIGKILL)
        self.processes[name].wait()

    def close(self):
        for name in self.members:
            self.kill(name)
        self.store.kill()
        self.store.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


@fault("primary lost, Patroni",
       "three servers, synchronous_mode, ttl 20; kill −9 of the primary's Patroni and PostgreSQL under submissions",
       "nothing lost or doubled; submitting goes on within 30 s, Kofu not restarted", section="database")
def primary_lost(scale):
    patroni = Patroni()
    try:
        place, rounds, faults, outages = Place(patroni.address), scale(5, 1), [], []
        ledger = Ledger(place.prepare(rounds * 6000, 8))
        server = Server(place)
        for number in range(rounds):
            load = Load(ledger, server.port, 8, timeout=60)
            time.sleep(3)
            primary = patroni.primary()
            start = time.monotonic()
            patroni.kill(primary)
            shown = len(ledger.receipts)
            if wait_until(lambda shown=shown: len(ledger.receipts) > shown + 20, 60) is None:
                faults.append(f"round {number + 1}: a minute later nothing was submitted again")
            time.sleep(2)
            outages.append(ledger.longest_silence(start, time.monotonic()))
            load.stop()
            # 500 would be a failure nobody expected.
            faults += load.strange()
            patroni.start(primary)
            if wait_until(patroni.is_whole, 90, 0.3) is None:
                faults.append(f"round {number + 1}: {primary} does not follow again")
                break
        server.kill()
        if max(outages) > OUTAGE:
            faults.append(f"submitting was out for {max(outages):.1f} s")
        faults += ledger.look(place)
        place.remove()
        return Outcome(f"{len(outages)} primaries killed: {len(ledger.receipts)} receipts, {len(ledger.pending)} pressed again; out for "
                       f"{min(outages):.1f}–{max(outages):.1f} s", faults)
    finally:
        patroni.close()
