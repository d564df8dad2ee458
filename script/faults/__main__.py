"""Makes faults on purpose and looks whether anything was lost.

python3 script/faults [--short] [--only WORDS] [--write]
"""

import argparse
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from faults import fault, report  # noqa: E402
from faults import bucket, clock, crowd, database, failover, kills, outside, power, rolling, scanner, space  # noqa: E402, F401
from faults import syncs, traces  # noqa: E402, F401


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--short", action="store_true", help="what every run of the tests does")
    parser.add_argument("--only", help="faults whose name has these words")
    parser.add_argument("--write", action="store_true", help="write the table into docs/faults.md")
    options = parser.parse_args()
    scale = fault.Scale(options.short)
    chosen = [one for one in fault.ALL if (one.is_short or not options.short or options.only)
              and (not options.only or options.only in one.name)]
    if not chosen:
        raise SystemExit("no fault has that name; there are: " + ", ".join(one.name for one in fault.ALL))
    outcomes, start = [], time.monotonic()
    for one in chosen:
        outcome = fault.run(one, scale)
        outcomes.append((one, outcome))
        print(f"{'FAULT' if outcome.faults else 'held '}  {one.name}: {outcome.measured}  ({outcome.seconds:.0f} s)", flush=True)
        for line in outcome.faults[:10]:
            print("       " + line, flush=True)
    wrong = sum(bool(outcome.faults) for _, outcome in outcomes)
    print(f"{len(outcomes)} faults made in {time.monotonic() - start:.0f} s, {len(outcomes) - wrong} held, {wrong} did not")
    if options.write:
        report.write(outcomes)
    return 1 if wrong else 0


sys.exit(main())
