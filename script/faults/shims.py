"""Small libraries preloaded into the program under test, compiled when they are needed."""

import pathlib
import subprocess
import tempfile

SOURCES = pathlib.Path(__file__).resolve().parent / "shim"
_made = {}


def library(name):
    """The compiled shim of that name."""
    if name not in _made:
        folder = tempfile.mkdtemp(prefix="kofu-shim-")
        target = f"{folder}/{name}.so"
        made = subprocess.run(["cc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", target,
                               str(SOURCES / f"{name}.c"), "-ldl", "-lpthread"], capture_output=True, text=True)
        if made.returncode:
            raise SystemExit(f"the shim {name} cannot be compiled:\n{made.stderr}")
        _made[name] = target
    return _made[name]
