"""The table of docs/faults.md, between its marks."""

import datetime
import os
import pathlib
import re
import subprocess

from .server import ROOT

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def machine():
    """What it was measured on, in one line."""
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1)) // 1024 ** 2
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT).stdout.strip()
    return (f"{os.cpu_count()} cores ({model.group(1).strip() if model else 'unknown'}), {memory} GB; commit {commit}, "
            f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}")


def row(one, outcome):
    verdict = "held" if not outcome.faults else "**did not hold**: " + outcome.faults[0].replace("|", "/")[:200]
    return f"| {one.name} | {one.injected} | {one.must} | {outcome.measured} | {verdict} |"


def write(outcomes):
    """Puts the rows in; those of faults that were not made this time stay."""
    path = ROOT / "docs/faults.md"
    text = path.read_text()
    head, rest = text.split(BEGIN)
    old, tail = rest.split(END)
    kept = {line.split("|")[1].strip(): line for line in old.splitlines() if line.startswith("| ")}
    made = {one.name: row(one, outcome) for one, outcome in outcomes}
    from .fault import ALL
    lines = [made.get(one.name) or kept.get(one.name) for one in ALL]
    table = ["| Fault | How it is made | What must hold | Measured | |", "| --- | --- | --- | --- | --- |",
             *[line for line in lines if line]]
    path.write_text(head + BEGIN + "\n\n" + machine() + "\n\n" + "\n".join(table) + "\n\n" + END + tail)
