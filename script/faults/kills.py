"""The program, or its database server, ends at once in the middle of everything."""

import pathlib
import random
import re
import time

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import Cluster
from .server import Place, Server, free_port


def kill_again_and_again(place, kills, clients=8, processes=1, report=lambda line: None):
    """Kills one of some servers at random moments; each time the others go on."""
    ledger = Ledger(place.prepare(kills * 600 * processes, clients * processes))
    servers = [Server(place) for _ in range(processes)]
    faults = []
    for kill in range(kills):
        loads = [Load(ledger, server.port, clients) for server in servers]
        time.sleep(random.uniform(0.2, 1.2))
        hit = random.randrange(processes)
        servers[hit].kill()
        for load in loads:
            faults += load.stop().strange()
        servers[hit] = Server(place, port=free_port())
        report(f"kill {kill + 1}: {len(ledger.receipts)} receipts shown, {len(ledger.pending)} unanswered")
    for server in servers:
        server.kill()
    return ledger, faults


def kill_database(place, cluster, kills, clients=8, report=lambda line: None):
    """Kills the database server, which starts again at once. Kofu goes on and finds it again by itself."""
    ledger = Ledger(place.prepare(kills * 6000, clients))
    server = Server(place)
    faults = []
    for kill in range(kills):
        load = Load(ledger, server.port, clients)
        time.sleep(random.uniform(0.2, 1.2))
        cluster.restart()
        before = len(ledger.receipts)
        time.sleep(4)
        if len(ledger.receipts) == before:
            faults.append("after the database was back nothing was submitted any more")
        faults += load.stop().strange()
        report(f"kill {kill + 1}: {len(ledger.receipts)} receipts shown, {len(ledger.pending)} unanswered")
    server.kill()
    return ledger, faults


def outcome(place, kills, ledger, faults):
    # What the programs said of it helps more than the status alone.
    if faults:
        faults = faults + failures(place)
    faults = faults + ledger.look(place)
    if len(ledger.receipts) < kills:
        faults.append("too few submissions to say anything")
    place.remove()
    return Outcome(
        f"{kills} kills; {len(ledger.receipts)} receipts shown, {len(ledger.pending)} unanswered and pressed again, "
        f"{len(ledger.files)} files: {'0 lost, 0 doubled' if not faults else f'{len(faults)} faults'}", faults)


def failures(place):
    """What the programs' logs say of requests that failed, but for a database that was away."""
    found = set()
    for path in pathlib.Path(place.work).glob("log.*"):
        for line in path.read_text(errors="replace").splitlines():
            if '"a request failed"' in line and "cannot be used now" not in line:
                said = re.search(r'"error":"((?:[^"\\]|\\.)*)"', line)
                found.add("the log says: " + (said.group(1) if said else line)[:300])
    return sorted(found)


@fault("Kofu killed, SQLite", "kill −9 at random moments under submissions with files, 8 clients",
       "every receipt once with its files; unanswered ones give their one receipt", short=True)
def on_sqlite(scale):
    place, kills = Place(), scale(200, 3)
    return outcome(place, kills, *kill_again_and_again(place, kills))


@fault("Kofu killed, PostgreSQL", "two processes on one database; kill −9 of either, the other goes on",
       "the same", short=True)
def on_postgres(scale):
    cluster = Cluster()
    try:
        place, kills = Place(cluster.address), scale(200, 2)
        return outcome(place, kills, *kill_again_and_again(place, kills, clients=4, processes=2))
    finally:
        cluster.close()


@fault("PostgreSQL killed", "immediate stop of all its processes under submissions, started again",
       "the same; Kofu is not restarted and submits again within 4 s", section="database")
def of_postgres(scale):
    cluster = Cluster()
    try:
        place, kills = Place(cluster.address), scale(30, 1)
        return outcome(place, kills, *kill_database(place, cluster, kills))
    finally:
        cluster.close()
