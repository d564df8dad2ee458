"""The machine's clock is set forward and back while people work."""

import datetime
import pathlib
import re
import sqlite3
import struct
import time

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .server import Place, Server
from .shims import library

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
CLOSES = re.compile(r"^(closes: )\S+", re.MULTILINE)


@fault("clock set", "the running program's clock +50 min, back, and −1 h, under submissions",
       "a round that has closed stays closed; the log's times never go back; sessions go on; nothing lost", short=True, section="process")
def steps(scale):
    place, faults = Place(), []
    ledger = Ledger(place.prepare(6000, 8))
    offset = pathlib.Path(place.work + "/clock")

    def step(minutes):
        # In place: the program has it mapped.
        with open(offset, "r+b" if offset.exists() else "wb") as file:
            file.write(struct.pack("=q", minutes * 60))

    step(0)
    # The round closes half an hour from now: within the step forward.
    close_rounds(place, datetime.datetime.now(JAPAN) + datetime.timedelta(minutes=30))
    server = Server(place, preload=library("clock"), environment={"FAULT_CLOCK": str(offset)})
    said = []
    for minutes, must_be_open in ((0, True), (50, False), (0, False), (-60, False)):
        step(minutes)
        time.sleep(0.3)
        before = len(ledger.receipts)
        load = Load(ledger, server.port, 4, files=False, pause=0.02)
        time.sleep(scale(4, 2))
        load.stop()
        shown = len(ledger.receipts) - before
        said.append(f"{minutes:+d} min: {shown}")
        if must_be_open and not shown:
            faults.append(f"at {minutes:+d} min nothing could be submitted, and the round was open")
        if not must_be_open and shown:
            faults.append(f"at {minutes:+d} min {shown} submissions were taken after the round had closed")
        if not must_be_open and not any(answer.status == 409 for _, answer in load.answers):
            faults.append(f"at {minutes:+d} min nobody was told that the round has closed")
        faults += load.strange((0, 200, 303, 409))
    server.kill()
    # What was refused is no receipt that is owed.
    ledger.pending.clear()
    with sqlite3.connect(place.folder + "/kofu.sqlite") as database:
        back = database.execute("select count(*) from case_event later join case_event earlier on later.case_id = "
                                "earlier.case_id and later.seq = earlier.seq + 1 where later.at < earlier.at").fetchone()[0]
        order = [at for at, in database.execute(
            "select submitted_at from filing order by cast(substr(receipt, 2) as integer)")]
    if back:
        faults.append(f"{back} events are dated before the one they follow")
    if any(later < earlier - 1000 for earlier, later in zip(order, order[1:])):
        faults.append("receipts are dated in another order than they were given")
    step(0)
    faults += ledger.look(place)
    place.remove()
    return Outcome(f"receipts at {', '.join(said)}; {len(order)} filings in the order of their receipts", faults)


def close_rounds(place, closes):
    """Sets when all rounds close, as an office may."""
    with sqlite3.connect(place.folder + "/kofu.sqlite") as database:
        for identifier, document in database.execute("select id, document from round").fetchall():
            changed = CLOSES.sub(rf"\g<1>{closes:%Y-%m-%dT%H:%M:%S}", document)
            if changed == document:
                raise SystemExit("when a round closes is not found in its document:\n" + document[:400])
            database.execute("update round set document = ? where id = ?", (changed, identifier))
