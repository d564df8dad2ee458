"""The receipts that were shown, and the look for them afterwards."""

import collections
import concurrent.futures
import threading
import time

from .clients import Applicant
from .server import Server


class Ledger:
    """What applicants were told. A receipt is shown when its page answered with a number."""

    def __init__(self, waiting):
        self.lock = threading.Lock()
        self.waiting = collections.deque(waiting)
        self.receipts, self.files, self.pending = {}, {}, {}
        self.moments, self.added = [], []

    def take(self):
        with self.lock:
            return self.waiting.popleft() if self.waiting else None

    def shown(self, submission, number, digest, began):
        with self.lock:
            self.receipts[submission] = number
            self.pending.pop(submission, None)
            if digest:
                self.files[submission] = digest
            self.moments.append((time.monotonic(), began, submission))

    def file_added(self, submission, digest):
        with self.lock:
            self.added.append((time.monotonic(), submission, digest))

    def unanswered(self, submission, digest=None):
        with self.lock:
            self.pending[submission] = True
            if digest:
                self.files[submission] = digest

    def longest_silence(self, start, end):
        """The longest time without a receipt."""
        moments = [start, *sorted(at for at, _, _ in self.moments if start <= at <= end), end]
        return max(later - earlier for earlier, later in zip(moments, moments[1:]))

    def look(self, place, **options):
        """Starts a server and presses every button again. Gives what is wrong, empty when nothing was lost or doubled."""
        server = Server(place, **options)
        faults = self.press_again(server.port)
        status = server.stop()
        if status != 0:
            faults.append(f"the server did not stop in order: {status}")
        audit = place.audit()
        return faults + ([audit] if audit else [])

    def press_again(self, port, host=None):
        faults, numbers = [], collections.Counter()

        def press(submission):
            applicant = Applicant(port, host=host, timeout=30)
            for pause in (0.5, 1, 2, 4, 0):
                receipt = applicant.submit(submission)
                if receipt:
                    break
                time.sleep(pause)
            return submission, receipt, applicant.last

        with self.lock:
            everything = [*self.receipts, *self.pending]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for submission, receipt, answer in pool.map(press, everything):
                if not receipt:
                    faults.append(f"{submission[0]}: pressed again, there is no receipt but {answer.status}")
                    continue
                number, page = receipt
                numbers[number] += 1
                shown = self.receipts.get(submission, number)
                if shown != number:
                    faults.append(f"{submission[0]}: the receipt {shown} was shown, now it is {number}")
                if self.files.get(submission, "") not in page:
                    faults.append(f"{submission[0]}: the receipt does not list the file {self.files[submission]}")
        faults += [f"the receipt number {number} was given {times} times" for number, times in numbers.items() if times > 1]
        return faults
