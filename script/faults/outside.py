"""What Kofu asks of others is away: the mail server, the identity provider."""

import collections
import re
import socketserver
import sqlite3
import threading
import time

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import wait_until
from .proxy import Wire
from .server import Place, Server, free_port

IDENTIFIER = re.compile(rb"^Message-ID: *(\S+)", re.IGNORECASE | re.MULTILINE)


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server that keeps the ids of what it took."""

    daemon_threads, allow_reuse_address, request_queue_size = True, True, 128

    def __init__(self):
        self.taken, self.lock = collections.Counter(), threading.Lock()
        super().__init__(("127.0.0.1", 0), Session)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Session(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        try:
            self.say("220 mailbox")
            while line := self.rfile.readline():
                word = line[:4].upper().strip()
                if word == b"QUIT":
                    return self.say("221 good day")
                if word != b"DATA":
                    self.say("250 fine")
                    continue
                self.say("354 go on")
                lines = []
                while (line := self.rfile.readline()) and line != b".\r\n":
                    lines.append(line)
                found = IDENTIFIER.search(b"".join(lines))
                if line:
                    with self.server.lock:
                        self.server.taken[found.group(1) if found else b"none"] += 1
                    self.say("250 taken")
        except OSError:
            pass
        return None


@fault("mail server away", "connections to it cut, reset, swallowed under submissions; then it is back",
       "submitting goes on as if nothing were; every mail arrives once it is back", section="outside")
def mail(scale):
    place, faults = Place(), []
    mailbox = Mailbox()
    wire = Wire(mailbox.port)
    ledger = Ledger(place.prepare(4000, 4))
    server = Server(place, settings={
        "KOFU_SMTP_HOST": "127.0.0.1", "KOFU_SMTP_PORT": str(wire.port), "KOFU_SMTP_SECURITY": "none",
        "KOFU_MAIL_FROM": "kofu@example.jp"})
    said = []
    for state in ("cut", "reset", "silent"):
        wire.set(state)
        before = len(ledger.receipts)
        load = Load(ledger, server.port, 4, files=False, pause=0.2)
        time.sleep(scale(8, 2))
        load.stop()
        slowest = max(answer.seconds for _, answer in load.answers)
        said.append(f"{state}: {len(ledger.receipts) - before} submitted, slowest answer {slowest * 1000:.0f} ms")
        faults += load.strange((200, 303))
        if slowest > 2:
            faults.append(f"{state}: an answer took {slowest:.1f} s")
    wire.set("open")
    back = time.monotonic()

    def waiting():
        with sqlite3.connect(place.folder + "/kofu.sqlite", timeout=10) as database:
            return database.execute("select count(*) from job where kind like '%mail%' or kind like '%notice%'").fetchone()[0]

    delivered = wait_until(lambda: len(mailbox.taken) >= len(ledger.receipts), 180, 0.3)
    if delivered is None:
        faults.append(f"three minutes after the mail server was back {len(mailbox.taken)} of {len(ledger.receipts)} mails had "
                      f"arrived and {waiting()} waited")
    doubled = sum(times > 1 for times in mailbox.taken.values())
    took = time.monotonic() - back
    server.kill()
    faults += ledger.look(place)
    wire.close()
    mailbox.shutdown()
    place.remove()
    return Outcome(f"{'; '.join(said)}; back: {len(mailbox.taken)} mails for {len(ledger.receipts)} receipts within {took:.0f} s, "
                   f"{doubled} sent more than once under the same id", faults)


@fault("identity provider away", "connections to it refused, reset, swallowed",
       "whoever is signed in saves and submits as ever; signing in says within 5 s that it cannot be done now", section="outside")
def identity(scale):
    place, faults, said = Place(), [], []
    wire = Wire(free_port())
    ledger = Ledger(place.prepare(4000, 8))
    server = Server(place, settings={
        "KOFU_ENVIRONMENT": "trial", "KOFU_OIDC_ISSUER": f"http://127.0.0.1:{wire.port}/", "KOFU_OIDC_CLIENT_ID": "kofu",
        "KOFU_OIDC_CLIENT_SECRET": "a secret of this test alone", "KOFU_MAIL_FROM": "kofu@example.jp",
        # Eight programs are faster than eight people.
        "KOFU_SESSION_RATE": "0", "KOFU_CLIENT_RATE": "0"})
    for state in ("silent", "cut", "reset"):
        wire.set(state)
        load = Load(ledger, server.port, 8, pause=0.1)
        before, slowest = len(ledger.receipts), 0.0
        # As many at once as a rush brings, so that waiting for the provider must not use up anything others need.
        crowd = [threading.Thread(target=server.get, args=("/sign-in/gbizid",), daemon=True) for _ in range(100)]
        for one in crowd:
            one.start()
        end = time.monotonic() + scale(15, 6)
        while time.monotonic() < end:
            status, _, page, seconds = server.get("/sign-in/gbizid")
            slowest = max(slowest, seconds)
            if status != 503 or "ログイン" not in page.decode():
                faults.append(f"{state}: signing in was answered {status}")
                break
            time.sleep(0.2)
        load.stop()
        faults += load.strange((200, 303))
        times = load.times()
        if slowest > 5.5:
            faults.append(f"{state}: signing in was answered only after {slowest:.1f} s")
        if len(ledger.receipts) == before:
            faults.append(f"{state}: nothing could be submitted")
        said.append(f"{state}: told after {slowest:.1f} s, {len(ledger.receipts) - before} submitted, slowest "
                    f"{times[-1] * 1000 if times else 0:.0f} ms")
    server.kill()
    faults += ledger.look(place)
    wire.close()
    place.remove()
    return Outcome("; ".join(said), faults)
