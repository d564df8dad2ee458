"""Processes are replaced one after the other behind a proxy, while people work."""

import pathlib
import re
import shutil
import subprocess
import sys
import time

from .clients import Load, percentile
from .failover import needs
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import Cluster
from .server import Place, Server, free_port


class Balancer:
    """haproxy before some ports: it asks /readyz and goes elsewhere where nobody listens, as docs/faults.md shows."""

    def __init__(self, folder, ports):
        needs("haproxy")
        self.port = free_port()
        servers = "\n".join(f"    server kofu{index} 127.0.0.1:{port} check inter 200 fall 1 rise 1"
                            for index, port in enumerate(ports))
        path = pathlib.Path(folder + "/haproxy.cfg")
        path.write_text(f"""
global
    maxconn 4000
defaults
    mode http
    timeout connect 2s
    timeout client 60s
    timeout server 60s
    option redispatch 1
    retries 3
    retry-on conn-failure empty-response
    option httpchk GET /readyz
    http-check send hdr Host 127.0.0.1:{self.port}
frontend people
    bind 127.0.0.1:{self.port}
    default_backend processes
backend processes
    balance roundrobin
    # A POST that a process may have begun is never sent twice by the proxy.
    http-request disable-l7-retry unless METH_GET
    http-reuse never
{servers}
""")
        program = shutil.which("haproxy") or "/usr/sbin/haproxy"
        self.process = subprocess.Popen([program, "-db", "-q", "-f", str(path)])

    def close(self):
        self.process.kill()
        self.process.wait()


@fault("rolling restarts", "SIGTERM to one of two processes behind haproxy under submissions, started anew, ten times in turn",
       "no request fails; each process ends in order within 30 s", section="process")
def restarts(scale):
    cluster = Cluster()
    balancer = None
    try:
        place, rounds, faults, ends, ends_at = Place(cluster.address), scale(10, 2), [], [], []
        ledger = Ledger(place.prepare(rounds * 3000, 8))
        ports = [free_port(), free_port()]
        balancer = Balancer(place.work, ports)
        # The readiness delay lets the proxy see that a process is going before it stops listening.
        settings = {"address": f"http://127.0.0.1:{balancer.port}", "settings": drain_settings()}
        servers = [Server(place, port=port, **settings) for port in ports]
        for server in servers:
            server.wait_ready(10)
        time.sleep(1)
        load = Load(ledger, balancer.port, 8, keeps=True, timeout=30)
        for number in range(rounds):
            time.sleep(2)
            index = number % 2
            start = time.monotonic()
            ends_at.append(start)
            status = servers[index].stop()
            ends.append(time.monotonic() - start)
            if status != 0 or ends[-1] > 30:
                print(servers[index].said(), file=sys.stderr)
                faults.append(f"restart {number + 1}: ended with {status} after {ends[-1]:.1f} s")
            servers[index] = Server(place, port=ports[index], **settings)
            servers[index].wait_ready(10)
        time.sleep(1)
        load.stop()
        failed = [answer for _, answer in load.answers if answer.status not in (200, 303)]
        if failed:
            tell(load, ends_at, place)
            faults.append(f"{len(failed)} of {len(load.answers)} requests failed: "
                          f"{sorted({answer.status or answer.error for answer in failed}, key=str)}")
        for server in servers:
            server.kill()
        faults += ledger.look(place)
        if not failed:
            place.remove()
        return Outcome(f"{rounds} restarts, {len(load.answers)} requests, {len(failed)} failed; ended within {max(ends):.1f} s; p99 of "
                       f"submitting {percentile(load.times(), 0.99) * 1000:.0f} ms", faults)
    finally:
        if balancer:
            balancer.close()
        cluster.close()


def tell(load, ends_at, place):
    """What failed, how long after which restart, and where the processes' logs are: to find out why."""
    for act, answer in load.answers:
        if answer.status in (200, 303):
            continue
        before = [moment for moment in ends_at if moment <= answer.began]
        after = f"{answer.began - before[-1]:.2f} s after restart {len(before)} began" if before else "before the first restart"
        text = re.sub(r"\s+", " ", re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", answer.page, flags=re.DOTALL))
        print(f"       {act}: {answer.status or answer.error}, {answer.seconds:.2f} s, {after}: {text[:400]}", file=sys.stderr)
    print(f"       logs are in {place.work}", file=sys.stderr)


def drain_settings():
    """Seconds between saying that one is not ready and listening no more, where the program has that setting."""
    from .server import program
    text = subprocess.run([program(), "serve", "--help"], capture_output=True, text=True).stdout
    return {"KOFU_DRAIN_SECONDS": "2"} if "KOFU_DRAIN_SECONDS" in text else {}
