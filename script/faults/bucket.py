"""The object store is away, or sends half of what it has."""

import pathlib
import re
import subprocess
import time
import urllib.error
import urllib.request

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import wait_until
from .proxy import Wire
from .server import ROOT, Place, Server, program

BUCKET = "kofu-files"


class Store:
    """moto, an S3-compatible store in memory."""

    def __init__(self, work):
        self.log = pathlib.Path(work + "/moto.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen([ROOT / ".venv-test/bin/moto_server", "-H", "127.0.0.1", "-p", "0"],
                                            stdout=log, stderr=log)
        if wait_until(self.listens_at, 30) is None:
            raise SystemExit("the object store does not start:\n" + self.log.read_text())
        self.port = int(self.listens_at().group(1))
        made = urllib.request.Request(f"http://127.0.0.1:{self.port}/{BUCKET}", method="PUT",
                                      headers={"x-amz-bucket-object-lock-enabled": "true"})
        urllib.request.urlopen(made, timeout=10).close()

    def listens_at(self):
        return re.search(r"127\.0\.0\.1:(\d+)", self.log.read_text())

    def stop(self):
        self.process.kill()
        self.process.wait()


class BucketPlace(Place):
    """A data folder whose files are in a bucket."""

    files = None

    def environment(self, **settings):
        given = {"KOFU_DATA": self.folder, "KOFU_FILES": self.files, "KOFU_S3_KEY": "key", "KOFU_S3_SECRET": "secret",
                 "KOFU_S3_LOCK": "governance 30"} if self.files else {}
        return super().environment(**{**given, **settings})

    def move(self, port):
        """Brings the files that were made into the bucket, as an operator would."""
        self.files = f"s3://{BUCKET}/one?endpoint=http://127.0.0.1:{port}&region=us-east-1"
        subprocess.run([program(), "files", "copy", "--from", self.folder, "--to", self.files], check=True,
                       capture_output=True, env=self.environment())

    def audit(self):
        done = subprocess.run([program(), "audit", "verify"], capture_output=True, text=True, env=self.environment())
        return None if done.returncode == 0 else "kofu audit verify: " + (done.stdout + done.stderr).strip()[-600:]


@fault("object storage away", "files in an S3-compatible bucket; connections to it cut, reset, swallowed under submissions with "
       "files; kill −9 of Kofu between", "what needs no file goes on; files and submissions are refused within 10 s with a word "
       "to try again, and go on by themselves within 5 s; every receipt's files are in the bucket", section="outside",
       short=True)
def bucket(scale):
    place, faults, said = BucketPlace(), [], []
    store = Store(place.work)
    wire = Wire(store.port)
    ledger = Ledger(place.prepare(scale(6000, 800), 8))
    place.move(wire.port)
    server = Server(place)
    for state in ("cut", "reset", "silent"):
        load = Load(ledger, server.port, 8, pause=0.02, timeout=30)
        time.sleep(scale(4, 1.5))
        wire.set(state)
        away = time.monotonic()
        time.sleep(10 if state == "silent" else scale(10, 3))
        if state == "cut":
            status, _, _, seconds = server.get("/")
            if status != 200 or seconds > 1:
                faults.append(f"{state}: a page that needs no file was answered {status} after {seconds:.1f} s")
        count = len(ledger.receipts)
        wire.set("open")
        back = time.monotonic()
        again = wait_until(lambda: len(ledger.receipts) > count, 20)
        load.stop()
        # A file that cannot be kept is said on the form's page (422).
        faults += load.strange((200, 303, 422, 503))
        refused = [answer for _, answer in load.answers if answer.status in (422, 503)]
        slowest = max((answer.seconds for answer in refused), default=0)
        if not refused:
            faults.append(f"{state}: nothing was refused")
        if slowest > 10:
            faults.append(f"{state}: something was refused only after {slowest:.1f} s")
        if any(began > away + 0.5 and at < back for at, began, _ in ledger.moments):
            faults.append(f"{state}: a receipt was shown that could not be looked up")
        if again is None or again > 5:
            faults.append(f"{state}: no submission went through within 5 s of the store's being back")
        said.append(f"{state}: {len(refused)} refused, slowest {slowest:.1f} s, again after {again or 99:.1f} s")
        server.kill()
        server = Server(place)
    server.kill()
    faults += ledger.look(place)
    lost = [digest for digest in ledger.files.values() if not store_has(store, digest)]
    faults += [f"the bucket does not have {digest}" for digest in lost[:3]]
    wire.close()
    store.stop()
    place.remove()
    return Outcome(f"{'; '.join(said)}; {len(ledger.receipts)} receipts, {len(ledger.files)} files in the bucket, "
                   f"{len(lost)} lost", faults)


def store_has(store, digest):
    """Whether the bucket has a file, asked of itself."""
    asked = urllib.request.Request(f"http://127.0.0.1:{store.port}/{BUCKET}/one/{digest}", method="HEAD", headers={
        "Authorization": "AWS4-HMAC-SHA256 Credential=key/20261129/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=x"})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return int(answer.headers["Content-Length"]) > 0
    except urllib.error.HTTPError:
        return False
