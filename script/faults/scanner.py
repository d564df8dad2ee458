"""The virus scanner is away, hangs, or answers nonsense."""

import pathlib
import re
import shutil
import signal
import socketserver
import sqlite3
import subprocess
import threading
import time
import urllib.request

from .clients import Applicant, Load
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import wait_until
from .proxy import Wire
from .server import Place, Server, free_port

#: What every scanner takes for a virus, and is none (EICAR), put together here so that none takes this file for one.
HARMFUL = b"%PDF-1.7\n" + b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = "/usr/sbin/clamd"


class Scanner:
    """ClamAV's daemon with one pattern of its own."""

    def __init__(self, work, port):
        self.folder = pathlib.Path(work) / "clamd"
        (self.folder / "patterns").mkdir(parents=True)
        pattern = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*".hex()
        (self.folder / "patterns/local.ndb").write_text(f"Eicar-Test-Signature:0:*:{pattern}\n")
        (self.folder / "clamd.conf").write_text("\n".join([
            "Foreground yes", f"DatabaseDirectory {self.folder}/patterns", f"LogFile {self.folder}/log", "TCPAddr 127.0.0.1",
            f"TCPSocket {port}", "MaxThreads 4", f"TemporaryDirectory {self.folder}", "User root", ""]))
        # Where AppArmor confines the installed program to folders of its own, a copy may read these.
        self.program = shutil.copy(CLAMD, self.folder / "clamd")
        self.port, self.process = port, None
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program, "--config-file", self.folder / "clamd.conf"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if wait_until(self.answers, 60) is None:
            raise SystemExit("clamd does not start")

    def answers(self):
        try:
            with socketserver.socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(b"zPING\0")
                return connection.recv(10) == b"PONG\0"
        except OSError:
            return False

    def send(self, number):
        self.process.send_signal(number)

    def kill(self):
        self.process.kill()
        self.process.wait()


class Liar(socketserver.ThreadingTCPServer):
    """Says that it is a scanner, and of each file something that no scanner says: half an answer, none, or nonsense."""

    daemon_threads, allow_reuse_address = True, True
    answers = (b"stream: OKAY\0", b"stream:", b"", b"\xff\xfe\0", b"stream: OK FINE\0", b"OK\0", b"INSTREAM size limit exceeded. ERROR\0")

    def __init__(self):
        self.given = 0
        super().__init__(("127.0.0.1", 0), Lie)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass


class Lie(socketserver.BaseRequestHandler):
    def handle(self):
        if self.request.recv(10).startswith(b"zVERSION"):
            return self.request.sendall(b"ClamAV 1.4.6\0")
        self.server.given += 1
        self.request.sendall(Liar.answers[self.server.given % len(Liar.answers)])
        return None


@fault("virus scanner away", "clamd cut off, reset, swallowed, killed, stopped by SIGSTOP, in its place one that answers nonsense; "
       "kill −9 of Kofu while files wait", "files are taken and submitted; none counts as clean meanwhile; operators hear of it "
       "within a minute; all are looked at within five minutes after, and the harmful ones found", section="outside", short=True)
def scanner(scale):
    place, faults, said = Place(), [], []
    clamd, liar = Scanner(place.work, free_port()), Liar()
    wire = Wire(clamd.port)
    ledger = Ledger(place.prepare(4000, 4))
    metrics = free_port()
    settings = {
        "KOFU_ENVIRONMENT": "trial", "KOFU_OIDC_ISSUER": f"http://127.0.0.1:{free_port()}/", "KOFU_OIDC_CLIENT_ID": "kofu",
        "KOFU_OIDC_CLIENT_SECRET": "a secret of this test alone", "KOFU_MAIL_FROM": "kofu@example.jp",
        "KOFU_SESSION_RATE": "0", "KOFU_CLIENT_RATE": "0", "KOFU_METRICS_LISTEN": f"127.0.0.1:{metrics}",
        "KOFU_CLAMD": f"127.0.0.1:{wire.port}"}
    server = Server(place, settings=settings)

    def figure(name):
        with urllib.request.urlopen(f"http://127.0.0.1:{metrics}/metrics", timeout=5) as answer:
            found = re.search(rf"^{name} (\S+)$", answer.read().decode(), re.MULTILINE)
        return float(found.group(1)) if found else None

    def states():
        with sqlite3.connect(f"file:{place.folder}/kofu.sqlite?mode=ro", uri=True, timeout=10) as database:
            return dict(database.execute("select sha256, state from scan").fetchall())

    def add_harmful(number):
        """(status, page) of a file with a virus that nobody sent before."""
        applicant, submission = Applicant(server.port), ledger.take()
        digest = applicant.add_file(submission, HARMFUL + b"\n%d" % number)
        ledger.unanswered(submission)
        return digest, applicant.last

    # While all is well a virus is refused on the spot.
    if wait_until(lambda: figure("kofu_scanner_up") == 1, 20) is None:
        faults.append("the scanner was not found")
    digest, answer = add_harmful(0)
    if digest or answer.status != 422 or "ウイルス" not in answer.page:
        faults.append(f"a file with a virus was answered {answer.status}")
    refused, harmful = answer.seconds, []
    ledger.pending.clear()

    def away(name):
        if name in ("cut", "reset", "silent"):
            wire.set(name)
        elif name == "nonsense":
            wire.upstream = liar.port
        elif name == "killed":
            clamd.kill()
        else:
            clamd.send(signal.SIGSTOP)

    def back(name):
        wire.upstream = clamd.port
        wire.set("open")
        if name == "killed":
            clamd.start()
        elif name == "stopped":
            clamd.send(signal.SIGCONT)

    for number, name in enumerate(scale(("cut", "reset", "silent", "killed", "stopped", "nonsense"), ("cut", "nonsense")), 1):
        known = set(states())
        away(name)
        began, before = time.monotonic(), len(ledger.receipts)
        load = Load(ledger, server.port, 4, pause=0.1)
        heard = wait_until(lambda: figure("kofu_scanner_up") == 0, 60) if name != "nonsense" else None
        if heard is None and name != "nonsense":
            faults.append(f"{name}: a minute later operators have not heard of it")
        digest, answer = add_harmful(number)
        if digest:
            harmful.append(digest)
        else:
            faults.append(f"{name}: a file was answered {answer.status}")
        time.sleep(max(0, scale(12, 3) - (time.monotonic() - began)))
        load.stop()
        faults += [f"{name}: {one}" for one in load.strange((200, 303))]
        slowest = max(answer.seconds for _, answer in load.answers)
        if slowest > 5.5:
            faults.append(f"{name}: an answer took {slowest:.1f} s")
        if len(ledger.receipts) == before:
            faults.append(f"{name}: nothing was submitted")
        clean = sum(state != "waiting" for one, state in states().items() if one not in known)
        # What was looked at just before it went away may be among them.
        if name in ("nonsense", "killed", "stopped") and clean > 4:
            faults.append(f"{name}: {clean} files count as looked at")
        if name == "cut":
            server.kill()
            server = Server(place, port=server.port, settings=settings)
        returned = time.monotonic()
        back(name)
        if wait_until(lambda: "waiting" not in states().values(), 300, 0.5) is None:
            faults.append(f"{name}: five minutes later {sum(state == 'waiting' for state in states().values())} files wait")
        said.append(f"{name}: {len(ledger.receipts) - before} submitted, slowest answer {slowest:.1f} s, "
                    + (f"heard of after {heard:.0f} s, " if heard is not None else "")
                    + f"all looked at after {time.monotonic() - returned:.0f} s")
    found = {one for one, state in states().items() if state == "harmful"}
    if not found.issuperset(harmful) or len(found) != len(harmful) + 1:
        faults.append(f"{len(found)} files are known as harmful, {len(harmful) + 1} are")
    # Submissions with a harmful file stay refused: their people have to take it off.
    ledger.pending.clear()
    server.kill()
    faults += ledger.look(place)
    clamd.kill()
    wire.close()
    liar.shutdown()
    place.remove()
    return Outcome(f"a virus refused after {refused:.1f} s; {'; '.join(said)}; {len(harmful)} of {len(harmful)} viruses found", faults)
