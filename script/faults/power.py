"""The power is cut: whatever was not synced may be gone, or there in part, or there out of order."""

import random
import shutil
import sqlite3
import tempfile
import time

from .clients import Load
from .disk import Disk, read_trace
from .fault import Outcome, fault
from .ledger import Ledger
from .server import Place, Server
from .shims import library


class Recording:
    """Submissions to a server whose every change of the disk is written down."""

    def __init__(self, submissions, seconds, clients=8, drop=None):
        self.place = Place()
        self.ledger = Ledger(self.place.prepare(submissions, clients))
        self.disk = Disk(self.place.folder)
        # Folders as one leaves them who is killed between making and syncing them.
        self.disk.make_unsure(f"{self.place.folder}/files/{number:02x}" for number in range(256))
        trace = self.place.work + "/trace"
        given = {"FAULT_TRACE": trace, "FAULT_TRACE_UNDER": self.place.folder, **({"FAULT_TRACE_DROP": drop} if drop else {})}
        server = Server(self.place, preload=library("trace"), environment=given)
        load = Load(self.ledger, server.port, clients)
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.ledger.waiting:
            time.sleep(0.05)
        load.stop()
        # Killed, so that nothing is put in order at the end.
        server.kill()
        self.records = read_trace(trace)

    def moments(self, count):
        """Numbers of records at which the power is cut: half of them anywhere, half just when something was acknowledged."""
        times = [record.time for record in self.records]
        told = [at for at, _, _ in self.ledger.moments] + [at for at, _, _ in self.ledger.added]
        chosen = {random.randrange(len(times)) for _ in range(count)}
        for at in random.sample(told, min(count, len(told))):
            chosen.add(max(0, sum_before(times, at * 1e9) - 1))
        chosen = sorted(random.sample(sorted(chosen), min(count, len(chosen))))
        return chosen


def sum_before(times, moment):
    """How many of some rising times come before a moment."""
    low, high = 0, len(times)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if times[middle] <= moment else (low, middle)
    return low


class Cut:
    """Looks at the disks that a recording's power cuts may leave."""

    def __init__(self, recording, audited):
        self.recording, self.audited = recording, audited
        self.images = self.corrupt = self.lossy = self.lost = self.audits = self.receipts = 0
        self.faults = []

    def look(self, cuts):
        recording, position = self.recording, 0
        audit_at = set(random.sample(range(len(cuts)), min(self.audited, len(cuts))))
        for index, cut in enumerate(cuts):
            while position <= cut:
                recording.disk.apply(recording.records[position])
                position += 1
            # What was acknowledged before the next thing happened was acknowledged with no more than this done.
            end = recording.records[position].time / 1e9 if position < len(recording.records) else float("inf")
            for number, keep in enumerate(("none", "all", random.Random(cut), random.Random(-cut))):
                self.examine(recording.disk.image(keep), end, index in audit_at and number == 2)
        return self

    def examine(self, image, end, is_audited):
        self.images += 1
        folder = tempfile.mkdtemp(prefix="kofu-image-", dir="/dev/shm")
        try:
            image.write(folder, only=None if is_audited else "/kofu.sqlite")
            wrong = self.wrong(image, folder, end)
            if wrong:
                self.faults.append(wrong)
            if is_audited and not wrong:
                self.audits += 1
                place = Place()
                shutil.rmtree(place.work)
                place.folder = folder
                audit = place.audit()
                if audit:
                    self.faults.append(audit)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def wrong(self, image, folder, end):
        """What of an image is not as it must be; None when all is."""
        ledger, root = self.recording.ledger, image.disk.root
        database = sqlite3.connect(folder + "/kofu.sqlite")
        try:
            if database.execute("pragma integrity_check").fetchall() != [("ok",)]:
                self.corrupt += 1
                return "the database is corrupt"
            filings = dict(database.execute("select id, receipt from filing"))
            files = set(database.execute("select filing_id, sha256 from file where removed_at is null"))
        except sqlite3.DatabaseError as error:
            self.corrupt += 1
            return f"the database is corrupt: {error}"
        finally:
            database.close()
        missing = []
        for at, _, submission in ledger.moments:
            if at < end:
                self.receipts += 1
                if filings.get(filing_of(submission)) != ledger.receipts[submission]:
                    missing.append(f"the receipt {ledger.receipts[submission]}")
        for at, submission, digest in ledger.added:
            if at < end:
                if (filing_of(submission), digest) not in files:
                    missing.append(f"the row of file {digest[:12]}…")
                elif image.digest(f"{root}/files/{digest[:2]}/{digest[2:]}") != digest:
                    missing.append(f"the file {digest[:12]}…")
        # What a row names is there, acknowledged or not.
        for _, digest in files:
            if image.digest(f"{root}/files/{digest[:2]}/{digest[2:]}") != digest:
                missing.append(f"the file {digest[:12]}… that a row names")
        if missing:
            self.lossy += 1
            self.lost += len(missing)
            return f"lost: {missing[0]}" + (f" and {len(missing) - 1} more" if len(missing) > 1 else "")
        return None


def filing_of(submission):
    return submission[0].split("/")[2]


def cut(submissions, seconds, count, audited, drop=None):
    recording = Recording(submissions, seconds, drop=drop)
    found = Cut(recording, audited).look(recording.moments(count))
    recording.place.remove()
    return recording, found


@fault("power cut, SQLite and files",
       "every write, name and sync under the data folder is written down; disks are rebuilt as POSIX allows them at the moment "
       "of a cut: nothing unsynced kept, all of it, or sectors of 512 bytes of it at random; names only after a sync of their folder",
       "no disk corrupt; every acknowledged receipt and file on each, by SHA-256", short=True, section="disk")
def power(scale):
    recording, found = cut(scale(2500, 500), scale(20, 3), scale(300, 12), scale(20, 1))
    return Outcome(
        f"{found.images} disks from {len(recording.records)} records, {len(recording.ledger.receipts)} receipts: {found.corrupt} corrupt, "
        f"{found.lossy} lost anything acknowledged; {found.audits} looked through by kofu audit verify", found.faults)


@fault("the same, syncs left out", "the same recording of a program whose syncs are dropped: all, or those of files",
       "losses are found, or the look for them is worth nothing", short=True, section="disk")
def teeth(scale):
    faults, said = [], []
    for drop, name in (("all", "all"), ("files", "those of files")):
        _, found = cut(scale(600, 200), scale(4, 1.5), scale(30, 3), 0, drop=drop)
        said.append(f"{name}: {found.corrupt + found.lossy} of {found.images} disks")
        if not found.corrupt + found.lossy:
            faults.append(f"syncs left out ({name}), and no loss was found")
    return Outcome("losses found on " + "; ".join(said), faults)
