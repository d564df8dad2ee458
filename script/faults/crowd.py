"""Thousands of connections that say nothing, half of something, or one byte at a time."""

import resource
import select
import socket
import time

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .server import Place, Server


@fault("15,000 idle connections",
       "from several addresses: silent ones, halves of a head, heads dribbled a byte a second, a body dribbled",
       "a fresh request is answered within 500 ms; memory stays below 400 MB; half-sent heads are closed within 15 s, silent "
       "connections within 35 s, dribbled ones as well", section="process")
def crowd(scale):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    wanted = scale(15_000, 1500)
    if hard < wanted + 500:
        raise SystemExit(f"only {hard} files may be open: raise ulimit -n")
    place, faults, held = Place(), [], []
    ledger = Ledger(place.prepare(2000, 4))
    server = Server(place, settings={"KOFU_CONNECTIONS": "20000"})
    calm = server.resident()
    start = time.monotonic()
    head = f"GET /rounds HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n".encode()
    for number in range(wanted):
        one = socket.socket()
        one.bind((f"127.0.0.{2 + number % 8}", 0))
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", server.port))
        held.append(one)
        if number % 100 == 99:
            # No faster than they are taken in: what does not fit into the queue of the system is nobody's connection.
            time.sleep(0.04)
    opened = time.monotonic()
    halves, silent = held[:wanted // 2], held[wanted // 2:]
    dribbling = [fresh(server.port) for _ in range(20)]
    bodies = [fresh(server.port) for _ in range(20)]
    for one in halves:
        send(one, head)
    for one in bodies:
        send(one, head.replace(b"GET", b"POST") + b"Content-Length: 1000\r\nContent-Type: text/plain\r\n\r\n")
    load = Load(ledger, server.port, 4, files=False)
    slowest, peak, closed, dribbled = 0.0, 0, {}, 0
    groups = {"half-sent heads": halves, "silent": silent, "dribbled heads": dribbling, "dribbled bodies": bodies}
    while time.monotonic() - opened < 60 and len(closed) < len(groups):
        for one in dribbling:
            send(one, head[dribbled % len(head):dribbled % len(head) + 1])
        for one in bodies:
            send(one, b"x")
        dribbled += 1
        status, _, _, seconds = server.get("/rounds", timeout=5)
        if status != 200:
            faults.append(f"a fresh request was answered {status}")
        slowest, peak = max(slowest, seconds), max(peak, server.resident())
        for name, group in groups.items():
            if name not in closed and all_closed(group):
                closed[name] = time.monotonic() - opened
        time.sleep(1)
    load.stop()
    for name, limit in (("half-sent heads", 15), ("silent", 35), ("dribbled heads", 35), ("dribbled bodies", 45)):
        if closed.get(name, 1e9) > limit:
            faults.append(f"{name} were open after {closed.get(name, 60):.0f} s")
    if slowest > 0.5:
        faults.append(f"a fresh request took {slowest * 1000:.0f} ms")
    if peak > 400:
        faults.append(f"the program held {peak} MB")
    faults += load.strange()
    for one in held + dribbling + bodies:
        one.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    server.kill()
    faults += ledger.look(place)
    place.remove()
    said = ", ".join(f"{name} after {seconds:.0f} s" for name, seconds in sorted(closed.items(), key=lambda one: one[1]))
    return Outcome(f"{wanted} opened in {opened - start:.1f} s; slowest fresh request {slowest * 1000:.0f} ms; {calm} → {peak} MB; closed: "
                   f"{said}; {len(ledger.receipts)} receipts meanwhile", faults)


def fresh(port):
    one = socket.create_connection(("127.0.0.1", port))
    one.setblocking(False)
    return one


def send(one, data):
    try:
        one.send(data)
    except OSError:
        pass


def all_closed(group):
    """Whether the other side has closed all of them."""
    poll = select.poll()
    for one in group:
        if one.fileno() >= 0:
            poll.register(one, select.POLLIN | select.POLLHUP | select.POLLERR)
    ready = {descriptor for descriptor, _ in poll.poll(0)}
    for one in group:
        if one.fileno() < 0:
            continue
        if one.fileno() not in ready:
            return False
        try:
            # What was answered before it was closed, a 408 for example, is read and gone.
            while one.recv(4096):
                pass
        except BlockingIOError:
            return False
        except OSError:
            pass
    return True
