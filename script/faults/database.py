"""The database's server is away, hangs, or cannot be reached."""

import time

from .clients import Load, percentile
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import Cluster, wait_until
from .proxy import Wire
from .server import Place, Server

#: Seconds within which everybody is answered, and within which all is well again.
PATIENCE, RECOVERY = 5.0, 5.0
#: What a busy machine may add.
SLACK = 1.0


class Away:
    """Submissions while the database is made unusable, and after it is usable again."""

    def __init__(self, server, ledger, clients=12):
        self.server, self.ledger, self.clients = server, ledger, clients
        self.faults, self.slowest, self.refused, self.recovery = [], 0.0, 0, 0.0

    def during(self, what, begin, end, seconds):
        load = Load(self.ledger, self.server.port, self.clients, timeout=60)
        time.sleep(1.5)
        before = len(self.ledger.receipts)
        start = time.monotonic()
        begin()
        time.sleep(seconds)
        end()
        back = time.monotonic()
        shown = len(self.ledger.receipts)
        wait_until(lambda: len(self.ledger.receipts) > shown + 5, 60)
        recovery = time.monotonic() - back
        time.sleep(1)
        load.stop()
        if not before:
            self.faults.append(f"{what}: nothing was submitted before")
        asked = [answer for _, answer in load.answers if answer.began < back and answer.began + answer.seconds > start]
        failed = [answer for answer in asked if answer.status not in (200, 303)]
        late = [answer for answer in failed if answer.seconds > PATIENCE + SLACK]
        self.slowest = max([self.slowest, *[answer.seconds for answer in failed]])
        self.refused += len(failed)
        self.recovery = max(self.recovery, recovery)
        if late:
            worst = max(late, key=lambda answer: answer.seconds)
            self.faults.append(f"{what}: {len(late)} requests were answered only after up to {worst.seconds:.1f} s "
                               f"({worst.status}, sent {worst.began - start:.1f} s after the beginning)")
        odd = sorted({answer.status for answer in failed if answer.status != 503})
        if odd:
            self.faults.append(f"{what}: requests were answered {odd}")
        if any(answer.status == 503 and not answer.retry_after for answer in failed):
            self.faults.append(f"{what}: 503 without Retry-After")
        if recovery > RECOVERY + SLACK:
            self.faults.append(f"{what}: submitting went on only {recovery:.1f} s after the database was back")
        return self

    def outcome(self, place, said):
        self.server.kill()
        faults = self.faults + self.ledger.look(place)
        place.remove()
        return Outcome(f"{said}: {self.refused} requests failed, each within {self.slowest:.1f} s; submitting again after "
                       f"{self.recovery:.1f} s at most; {len(self.ledger.receipts)} receipts, {len(self.ledger.pending)} pressed again", faults)


MUST = "failing requests are answered within 5 s by 503 with Retry-After; submitting goes on within 5 s; nothing lost"


@fault("database hangs", "SIGSTOP of all processes of PostgreSQL for 30 s, SIGCONT", MUST, short=True, section="database")
def hangs(scale):
    cluster = Cluster()
    try:
        place = Place(cluster.address)
        ledger = Ledger(place.prepare(20_000, 12))
        away = Away(Server(place), ledger)
        seconds = scale(30, 7)
        for _ in range(scale(2, 1)):
            away.during("hanging", cluster.freeze, cluster.thaw, seconds)
        return away.outcome(place, f"{seconds} s")
    finally:
        cluster.thaw()
        cluster.close()


@fault("database stopped", "PostgreSQL stopped for 30 s and started", MUST, section="database")
def stopped(scale):
    cluster = Cluster()
    try:
        place = Place(cluster.address)
        ledger = Ledger(place.prepare(20_000, 12))
        away = Away(Server(place), ledger)
        seconds = scale(30, 4)
        away.during("stopped", cluster.stop, cluster.start, seconds)
        return away.outcome(place, f"{seconds} s")
    finally:
        cluster.close()


@fault("network to the database",
       "a proxy between them: connections cut, reset, everything swallowed, each for 10 s; then 20 ms of delay a piece",
       MUST + "; a slow network only slows", section="database")
def network(scale):
    cluster = Cluster()
    wire = Wire(cluster.socket, delay=0.02)
    try:
        place = Place(cluster.address_at(wire.port))
        ledger = Ledger(place.prepare(40_000, 12))
        server = Server(place)
        away = Away(server, ledger)
        for state in ("cut", "reset", "silent"):
            away.during(state, lambda state=state: wire.set(state), lambda: wire.set("open"), scale(10, 6))
        wire.set("slow")
        load = Load(ledger, server.port, 12, timeout=30)
        time.sleep(scale(10, 4))
        load.stop()
        wire.set("open")
        times = load.times()
        away.faults += load.strange((200, 303))
        return away.outcome(place, f"delayed: {len(times)} submissions, p99 {percentile(times, 0.99) * 1000:.0f} ms; away")
    finally:
        wire.close()
        cluster.close()
