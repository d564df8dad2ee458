"""What a fault is: how it is made, what must hold, and what came of it."""

import dataclasses
import time


@dataclasses.dataclass
class Fault:
    name: str
    injected: str
    must: str
    run: object
    is_short: bool
    section: str


@dataclasses.dataclass
class Outcome:
    """What was measured, in words, and everything that is wrong."""
    measured: str
    faults: list
    seconds: float = 0


#: In the order they are run and printed.
ALL = []


def fault(name, injected, must, short=False, section="process"):
    """Registers a fault. Its function gets `Scale` and gives an Outcome."""
    def register(function):
        ALL.append(Fault(name, injected, must, function, short, section))
        return function
    return register


@dataclasses.dataclass
class Scale:
    """How much is done: everything, or what fits into every run of the tests."""
    short: bool

    def __call__(self, full, short):
        return short if self.short else full


def run(one, scale):
    start = time.monotonic()
    try:
        outcome = one.run(scale)
    except SystemExit as end:
        outcome = Outcome("it could not be run", [str(end)])
    except Exception as error:  # a fault that cannot be made is one that was not survived
        outcome = Outcome("it could not be run", [f"{type(error).__name__}: {error}"])
    outcome.seconds = time.monotonic() - start
    return outcome
