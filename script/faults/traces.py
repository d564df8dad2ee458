"""The collector of traces is away; and what it gets while it is there."""

import base64
import http.server
import json
import re
import sys
import threading
import time

from .clients import Load
from .fault import Outcome, fault
from .ledger import Ledger
from .postgres import wait_until
from .proxy import Wire
from .server import ROOT, Place, Server

NAME = re.compile(r"[0-9a-f]+")


class Collector:
    """Takes traces as OpenTelemetry's own description of them has it, and nothing else."""

    def __init__(self):
        self.spans, self.wrong, self.text = [], [], []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                outer.take(self.path, self.headers.get("Content-Type"), body)
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # connections are broken on purpose
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, path, kind, body):
        # Installed for the tests only.
        from google.protobuf import json_format
        from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
        try:
            if path != "/v1/traces" or kind != "application/json":
                raise ValueError(f"{path} {kind}")
            text = json.loads(body)
            for span in (span for resource in text["resourceSpans"] for scope in resource["scopeSpans"]
                         for span in scope["spans"]):
                for key, length in (("traceId", 32), ("spanId", 16), ("parentSpanId", 16)):
                    if key in span:
                        if not NAME.fullmatch(span[key]) or len(span[key]) != length:
                            raise ValueError(f"{key} {span[key]}")
                        # OTLP writes names as hexadecimal digits, where Protocol Buffers' JSON has base64.
                        span[key] = base64.b64encode(bytes.fromhex(span[key])).decode()
            read = json_format.ParseDict(text, ExportTraceServiceRequest())
            self.spans += [span for resource in read.resource_spans for scope in resource.scope_spans for span in scope.spans]
            self.text.append(body.decode())
        except (ValueError, KeyError, json_format.ParseError) as error:
            self.wrong.append(f"not what OpenTelemetry describes: {error}")


@fault("collector of traces away", "connections to it cut, reset, swallowed under submissions, every request traced",
       "nobody notices; spans that waited arrive once it is back; none says anything of people", section="outside", short=True)
def traces(scale):
    sys.path += [str(path) for path in (ROOT / ".venv-test/lib").glob("python3*/site-packages")]
    place, faults, said = Place(), [], []
    collector = Collector()
    wire = Wire(collector.port)
    ledger = Ledger(place.prepare(scale(6000, 1500), 4))
    secrets = {word for _, cookie, body in ledger.waiting for word in (cookie.split("=")[1], body.split("&")[0].split("=")[1])}
    server = Server(place, settings={"KOFU_TRACES": f"http://127.0.0.1:{wire.port}/v1/traces", "KOFU_TRACES_ONE_IN": "1"})
    for state in ("cut", "reset", "silent"):
        wire.set(state)
        before = len(ledger.receipts)
        load = Load(ledger, server.port, 4, pause=0.05)
        time.sleep(scale(8, 2))
        load.stop()
        faults += load.strange((200, 303))
        slowest = max(answer.seconds for _, answer in load.answers)
        said.append(f"{state}: {len(ledger.receipts) - before} submitted, slowest answer {slowest * 1000:.0f} ms")
        if slowest > 1:
            faults.append(f"{state}: an answer took {slowest:.1f} s")
        if len(ledger.receipts) == before:
            faults.append(f"{state}: nothing could be submitted")
    wire.set("open")
    # The pause between two tries has grown meanwhile.
    back = wait_until(lambda: collector.spans, 80, 0.1)
    if back is None:
        faults.append("no span arrived within 80 s of the collector's being back")
    load = Load(ledger, server.port, 2, pause=0.05)
    time.sleep(1)
    load.stop()
    ended = server.stop()
    if ended != 0:
        faults.append(f"the server ended with {ended}")
    faults += collector.wrong[:3] + ledger.look(place)
    spans = {(span.trace_id, span.span_id) for span in collector.spans}
    submits = [span for span in collector.spans if span.name.startswith("POST ") and span.name.endswith("/submit")]
    lonely = sum((span.trace_id, span.parent_span_id) not in spans for span in collector.spans if span.parent_span_id)
    if not submits:
        faults.append("no submission was traced")
    if len(spans) != len(collector.spans):
        faults.append(f"{len(collector.spans) - len(spans)} spans arrived twice")
    text = "".join(collector.text)
    faults += ["a span says something of a person" for word in secrets if word in text][:1]
    wire.close()
    place.remove()
    return Outcome(f"{'; '.join(said)}; back: {len(spans)} spans within {back or 99:.0f} s and at the end, of {len(submits)} "
                   f"submissions, {lonely} whose larger span was given up", faults)
