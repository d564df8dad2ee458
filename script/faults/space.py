"""The disk fills up, and has room again."""

import collections
import os
import pathlib
import shutil
import subprocess
import time

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import wait_until
from .server import Place, Server


@fault("disk full", "a small file system filled to the last byte under submissions; room again after some seconds",
       "writing refused with a page that says so and loses nothing; reading goes on; submitting goes on by itself within 10 s",
       section="disk")
def full(scale):
    if os.geteuid() != 0:
        raise SystemExit("only root can mount a small file system")
    place, faults = Place(), []
    ledger = Ledger(place.prepare(6000, 8))
    # The folder moves onto a file system of its own, with a little room.
    used = sum(path.stat().st_size for path in pathlib.Path(place.folder).rglob("*") if path.is_file())
    mounted = place.work + "/small"
    os.mkdir(mounted)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={used + (12 << 20)}", "tmpfs", mounted], check=True)
    try:
        shutil.copytree(place.folder, mounted + "/data")
        kept, place.folder = place.folder, mounted + "/data"
        server = Server(place)
        # Some only submit: the file system fills up for the database as well.
        loads = [Load(ledger, server.port, 6), Load(ledger, server.port, 2, files=False, pause=0.05)]

        def answers():
            return [answer for load in loads for _, answer in load.answers]

        refused = wait_until(lambda: any(answer.status == 503 for answer in answers()), 60)
        if refused is None:
            faults.append("nothing was refused, and the disk is small")
        filled = time.monotonic()
        time.sleep(scale(8, 3))
        reading = server.get("/rounds")
        if reading[0] != 200:
            faults.append(f"reading was answered {reading[0]} while the disk was full")
        readiness = server.get("/readyz")[0]
        if readiness != 503:
            faults.append(f"/readyz said {readiness} while the disk was full")
        if server.process.poll() is not None:
            faults.append(f"the program ended: {server.said()[-300:]}")
        before = len(ledger.receipts)
        subprocess.run(["mount", "-o", f"remount,size={used + (400 << 20)}", mounted], check=True)
        room = time.monotonic()
        recovery = wait_until(lambda: len(ledger.receipts) > before + 5, 30)
        if recovery is None or recovery > 10:
            faults.append("submitting did not go on by itself within 10 s")
        time.sleep(1)
        for load in loads:
            load.stop()
        statuses = collections.Counter(answer.status for answer in answers() if filled <= answer.began <= room)
        # 422 is the page of the form, with a word about the file that could not be stored.
        odd = [status for status in statuses if status not in (200, 303, 422, 503)]
        if odd:
            faults.append(f"while the disk was full requests were answered {odd}")
        server.kill()
        faults += ledger.look(place)
        place.folder = kept
        return Outcome(f"answers while full: {dict(sorted(statuses.items()))}; submitting again {recovery or 0:.1f} s after there was room; "
                       f"{len(ledger.receipts)} receipts, {len(ledger.pending)} pressed again", faults)
    finally:
        subprocess.run(["umount", "-l", mounted], check=False)
        place.remove()
