"""What applicants do: adding a file, pressing 提出, opening the receipt."""

import hashlib
import http.client
import random
import re
import threading
import time
import urllib.parse

RECEIPT = re.compile(r"<strong>(K\d{8,})</strong>")
EDGE = "kofu-fault"


class Answer:
    """What came back for one act."""

    def __init__(self, status, seconds, began, retry_after=None, error=None):
        self.status, self.seconds, self.began, self.retry_after, self.error = status, seconds, began, retry_after, error
        self.page = ""  # of a refusal


class Applicant:
    """One browser; it keeps its connection where `keeps`, as browsers and proxies do."""

    def __init__(self, port, host=None, timeout=10, keeps=False):
        self.port, self.timeout, self.keeps = port, timeout, keeps
        self.host = host
        self.connection = None
        self.last = None

    def ask(self, method, path, body=None, headers=None):
        """(answer, body text); the answer's status is 0 where none came."""
        began = time.monotonic()
        given = dict(headers or {})
        if self.host:
            given["Host"] = self.host
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self.connection.request(method, path, body, given)
            answer = self.connection.getresponse()
            content = answer.read()
            self.last = Answer(answer.status, time.monotonic() - began, began, answer.getheader("Retry-After"))
            if answer.status >= 400:
                self.last.page = content.decode(errors="replace")
            self.last.location = answer.getheader("Location")
            if not self.keeps:
                self.close()
            return self.last, content.decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            self.close()
            self.last = Answer(0, time.monotonic() - began, began, error=repr(error))
            return self.last, ""

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def add_file(self, submission, content=None):
        """Adds a file nobody else has; its digest, or None when that was not acknowledged."""
        path, cookie, body = submission
        content = content or b"%PDF-1.7\n" + random.randbytes(random.randint(100, 60_000))
        token = urllib.parse.parse_qs(body)["csrf"][0]
        form = (f'--{EDGE}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{token}\r\n--{EDGE}\r\n'
                'Content-Disposition: form-data; name="見積書.file"; filename="quotation.pdf"\r\n'
                'Content-Type: application/pdf\r\n\r\n').encode()
        where = path.removesuffix("/submit") + "/fields/" + urllib.parse.quote("見積書") + "/files"
        answer, _ = self.ask("POST", where, form + content + f"\r\n--{EDGE}--\r\n".encode(),
                             {"Cookie": cookie, "Content-Type": f"multipart/form-data; boundary={EDGE}"})
        return hashlib.sha256(content).hexdigest() if answer.status == 303 else None

    def submit(self, submission):
        """Presses 提出 and opens the receipt: (number, page), or None when none was shown."""
        path, cookie, body = submission
        answer, _ = self.ask("POST", path, body,
                             {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"})
        if answer.status != 303:
            return None
        where = urllib.parse.urlsplit(answer.location)
        _, page = self.ask("GET", where.path + "?" + where.query, headers={"Cookie": cookie})
        found = RECEIPT.search(page)
        return (found.group(1), page) if found else None


class Load:
    """Applicants submitting at once, until they are stopped. What they saw goes into the ledger."""

    def __init__(self, ledger, port, clients, files=True, timeout=10, keeps=False, pause=0, host=None):
        self.ledger, self.port, self.files, self.timeout = ledger, port, files, timeout
        self.keeps, self.pause, self.host = keeps, pause, host
        self.stopping = threading.Event()
        self.answers, self.lock = [], threading.Lock()
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(clients)]
        for thread in self.threads:
            thread.start()

    def work(self):
        applicant = Applicant(self.port, host=self.host, timeout=self.timeout, keeps=self.keeps)
        while not self.stopping.is_set():
            submission = self.ledger.take()
            if not submission:
                return
            digest = None
            if self.files:
                digest = applicant.add_file(submission)
                self.note("file", applicant.last)
                if digest:
                    self.ledger.file_added(submission, digest)
                else:
                    self.ledger.unanswered(submission)
                    self.breathe(applicant.last)
                    continue
            began = time.monotonic()
            receipt = applicant.submit(submission)
            self.note("submit", applicant.last)
            if receipt:
                self.ledger.shown(submission, receipt[0], digest, began)
            else:
                self.ledger.unanswered(submission, digest)
                self.breathe(applicant.last)
            if self.pause:
                self.stopping.wait(self.pause)
        applicant.close()

    def breathe(self, answer):
        """A person waits a moment after a failure."""
        if answer.status not in (200, 303):
            self.stopping.wait(0.2)

    def note(self, act, answer):
        with self.lock:
            self.answers.append((act, answer))

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()
        return self

    def strange(self, allowed=(0, 200, 303, 503)):
        """Answers no applicant should get, each once."""
        with self.lock:
            return sorted({f"{act} answered {answer.status or answer.error}" for act, answer in self.answers
                           if answer.status not in allowed})

    def times(self):
        """Seconds of all answered submissions, sorted."""
        with self.lock:
            return sorted(answer.seconds for act, answer in self.answers if act == "submit" and answer.status == 200)


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0
