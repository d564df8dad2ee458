"""`kofu serve` on a data folder, and the folders themselves."""

import http.client
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def program():
    """The program under test."""
    return os.environ.get("KOFU", str(ROOT / ".build/debug/kofu"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Place:
    """A data folder, with its database in it or on a server."""

    def __init__(self, database=None, parent=None):
        self.work = tempfile.mkdtemp(prefix="kofu-fault-", dir=parent)
        self.folder = self.work + "/data"
        self.database = database

    def environment(self, **settings):
        """The environment of a command that works here: nothing of the caller's own settings gets in."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KOFU_")}
        if self.database:
            kept["KOFU_DATABASE"] = self.database
        return {**kept, **settings}

    def prepare(self, drafts, clients):
        """Fills the folder and gives submissions that are ready to be sent: (path, cookie, body)."""
        made = subprocess.run(
            [program(), "bench", "--prepare-only", "--data", self.folder, "--cases", "20", "--drafts", str(drafts),
             "--clients", str(clients), "--programme", str(ROOT / "examples/programmes/colourful")],
            capture_output=True, text=True, env=self.environment())
        if made.returncode:
            raise SystemExit(made.stdout + made.stderr)
        lines = pathlib.Path(self.folder + "/submissions").read_text().splitlines()
        waiting = [tuple(line.split("\t")) for line in lines]
        random.shuffle(waiting)
        return waiting

    def audit(self):
        """What `kofu audit verify` finds; None when all is as it must be."""
        database = ["--database", self.database] if self.database else []
        done = subprocess.run([program(), "audit", "verify", "--data", self.folder, *database],
                              capture_output=True, text=True, env=self.environment())
        return None if done.returncode == 0 else "kofu audit verify: " + (done.stdout + done.stderr).strip()[-600:]

    def remove(self):
        shutil.rmtree(self.work, ignore_errors=True)


class Server:
    """A running `kofu serve`."""

    def __init__(self, place, port=None, preload=None, address=None, settings=None, environment=None, wait=20):
        self.place = place
        self.port = port or free_port()
        listen = f"127.0.0.1:{self.port}"
        self.log = place.work + f"/log.{self.port}"
        given = {"KOFU_ENVIRONMENT": "bench", "KOFU_DATA": place.folder, "KOFU_LISTEN": listen,
                 "KOFU_ADDRESS": address or f"http://{listen}", "KOFU_METRICS_LISTEN": "off",
                 **(settings or {}), **(environment or {})}
        if preload:
            given["LD_PRELOAD"] = preload
        with open(self.log, "a") as log:
            self.process = subprocess.Popen([program(), "serve"], env=place.environment(**given), stdout=log, stderr=log)
        self.started = time.monotonic()
        limit = self.started + wait
        while not self.answers():
            if self.process.poll() is not None:
                raise SystemExit("the server does not start:\n" + self.said())
            if time.monotonic() > limit:
                self.kill()
                raise SystemExit("the server does not answer:\n" + self.said())
            time.sleep(0.02)

    def said(self):
        """The end of its log."""
        return pathlib.Path(self.log).read_text()[-3000:]

    def get(self, path, timeout=10, headers=None):
        """(status, headers, body, seconds); status 0 when there was no answer."""
        start = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read(), time.monotonic() - start
        except (OSError, http.client.HTTPException):
            return 0, {}, b"", time.monotonic() - start
        finally:
            connection.close()

    def answers(self):
        return self.get("/healthz", timeout=2)[0] == 200

    def wait_ready(self, seconds):
        """Seconds until /readyz says ready; None when it does not in time."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if self.get("/readyz", timeout=3)[0] == 200:
                return time.monotonic() - start
            time.sleep(0.05)
        return None

    def resident(self):
        """Megabytes of memory it holds."""
        for line in pathlib.Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
        return 0

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, within=40):
        """Ends it in order; its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(timeout=within)
        except subprocess.TimeoutExpired:
            self.kill()
            return "no end within %d s" % within
