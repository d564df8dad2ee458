"""PostgreSQL clusters that come and go with a fault."""

import os
import pathlib
import signal
import subprocess
import time

from .server import ROOT


class Cluster:
    """A durable cluster of its own (`script/with-postgres`), gone when it is closed."""

    def __init__(self):
        self.process = subprocess.Popen(
            [str(ROOT / "script/with-postgres"), "--durable", "sh", "-c",
             'echo "$TEST_POSTGRES"; echo "$TEST_POSTGRES_RESTART"; exec cat'],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        self.restart_command = self.process.stdout.readline().strip()
        if not self.address:
            raise SystemExit("PostgreSQL does not start: run script/setup --test")
        self.folder = self.address.split("host=")[1]
        self.socket = self.folder + "/.s.PGSQL.5432"

    def address_at(self, port):
        """How it is reached through a proxy on a port."""
        return f"postgres://kofu@127.0.0.1:{port}/postgres?sslmode=disable&gssencmode=disable"

    def restart(self):
        """Ends every server process at once, as a crash does, and starts again."""
        subprocess.run(self.restart_command, shell=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        """Ends every server process at once."""
        subprocess.run(self.restart_command.replace(" restart", " stop"), shell=True, check=True, stdout=subprocess.DEVNULL)

    def start(self):
        subprocess.run(self.restart_command.replace(" -m immediate", "").replace(" restart", " start"), shell=True,
                       check=True, stdout=subprocess.DEVNULL)

    def tree(self):
        """The postmaster and everything it started."""
        head = pathlib.Path(self.folder + "/data/postmaster.pid").read_text().splitlines()[0]
        return descendants(int(head))

    def freeze(self):
        signal_all(self.tree(), signal.SIGSTOP)

    def thaw(self):
        signal_all(self.tree(), signal.SIGCONT)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def descendants(head):
    """A process and all that descend from it, parents first."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = pathlib.Path(f"/proc/{entry}/stat").read_text().rpartition(")")[2].split()
                parents.setdefault(int(fields[1]), []).append(int(entry))
            except (OSError, IndexError):
                pass
    found = [head]
    for one in found:
        found += parents.get(one, [])
    return found


def signal_all(processes, what):
    for one in processes:
        try:
            os.kill(one, what)
        except ProcessLookupError:
            pass


def wait_until(condition, seconds, pause=0.05):
    """Seconds until something holds; None when it does not in time."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if condition():
            return time.monotonic() - start
        time.sleep(pause)
    return None
