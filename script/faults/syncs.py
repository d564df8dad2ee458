"""Syncs that fail, and syncs that take long."""

import pathlib
import subprocess
import time

from .clients import Load, percentile
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import wait_until
from .server import Place, Server
from .shims import library


def failing(number, name, which):
    """One sync fails, of paths that are named so. Gives (faults, seconds until the end, what the server was told last)."""
    place, faults = Place(), []
    ledger = Ledger(place.prepare(600, 8))
    log = pathlib.Path(place.work + "/syncs")
    try:
        server = Server(place, preload=library("sync"), environment={
            which: place.folder + name, "FAULT_SYNC_FAIL": str(number), "FAULT_SYNC_LOG": str(log)})
    except SystemExit:
        if not log.exists():
            raise
        # It failed before anybody was answered, and the program ended.
        faults += ledger.look(place)
        place.remove()
        return faults, 0.0, 0
    load = Load(ledger, server.port, 8)
    if wait_until(log.exists, 20) is None:
        faults.append(f"sync {number} never came")
    wait_until(lambda: server.process.poll() is not None, 15)
    load.stop()
    status, took = server.process.poll(), None
    if log.exists():
        lines = log.read_text().splitlines()
        failed = int(lines[0].split()[0]) / 1e9
        took = time.monotonic() - failed
        late = [one for at, began, one in ledger.moments if began > failed]
        if late:
            faults.append(f"sync {number}: {len(late)} submissions sent after it failed got a receipt")
        again = [line for line in lines[1:] if line.split()[1] == lines[0].split()[1] and name == "/kofu.sqlite"]
        if again:
            faults.append(f"sync {number}: the file was synced again, which may report a success that is none")
    if status is None:
        server.kill()
        faults.append(f"sync {number} failed, and the program went on")
    elif status == 0:
        faults.append(f"sync {number} failed, and the program ended with status 0")
    faults += ledger.look(place)
    place.remove()
    return faults, took, len(ledger.receipts)


def sweep(numbers, name, which="FAULT_SYNC_UNDER"):
    faults, longest, receipts = [], 0.0, 0
    for number in numbers:
        wrong, took, shown = failing(number, name, which)
        faults += wrong
        longest, receipts = max(longest, took or 0), receipts + shown
    return Outcome(f"{len(numbers)} programs, the n-th sync of each failed (n = {numbers[0]} … {numbers[-1]}): "
                   f"{receipts} receipts, {len(faults)} faults; ended with an error within {longest:.1f} s", faults)


@fault("a sync of the database fails", "EIO from the n-th fsync or fdatasync of kofu.sqlite and its WAL, swept over n",
       "nothing sent afterwards is acknowledged, the file is never synced again, the program ends with an error; started "
       "again it has everything", short=True, section="disk")
def database_sync(scale):
    return sweep(scale([*range(1, 41), *range(45, 200, 5)], [2, 9]), "/kofu.sqlite")


@fault("a sync of a checkpoint fails", "EIO from the n-th sync of kofu.sqlite itself, when its log is copied back", "the same",
       short=True, section="disk")
def checkpoint(scale):
    return sweep(scale([1, 2, 3], [1]), "/kofu.sqlite", "FAULT_SYNC_OF")


@fault("a sync of a file fails", "EIO from the n-th fsync of files and their folders, swept over n", "the same", short=True,
       section="disk")
def file_sync(scale):
    return sweep(scale([*range(1, 31)], [3, 4]), "/files")


@fault("slow disk", "each sync takes 2, 10 and 100 ms longer; 64 clients submit without a pause",
       "writers share commits; nobody waits longer than 10 s; nothing lost", section="disk")
def slow(scale):
    said, faults = [], []
    for milliseconds in (2, 10, 100):
        place = Place()
        ledger = Ledger(place.prepare(scale(20_000, 4000), 64))
        server = Server(place, preload=library("sync"), environment={"FAULT_SYNC_DELAY": str(milliseconds * 1000)})
        seconds = scale(10, 4)
        load = Load(ledger, server.port, 64, files=False, timeout=30, keeps=True)
        time.sleep(seconds)
        load.stop()
        faults += load.strange()
        submits = sorted(answer.seconds for act, answer in load.answers if act == "submit" and answer.status)
        shed = sum(answer.status == 503 for _, answer in load.answers)
        said.append(f"+{milliseconds} ms: {len(ledger.receipts) / seconds:.0f}/s, p99 {percentile(submits, 0.99) * 1000:.0f} ms, "
                    f"{shed} answered 503")
        if submits and submits[-1] > 10:
            faults.append(f"+{milliseconds} ms: an answer took {submits[-1]:.1f} s")
        server.stop()
        faults += ledger.look(place)
        place.remove()
    return Outcome("; ".join(said), faults)
