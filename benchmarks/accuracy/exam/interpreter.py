"""Finds a Python that has numpy, which Debian installs for its own Python only."""

import importlib.util
import os
import sys

DEBIAN_PYTHON = "/usr/bin/python3"


def need_numpy():
    """Goes on when numpy is there; else starts the program anew with Debian's Python, once."""
    if importlib.util.find_spec("numpy"):
        return
    program = os.path.basename(sys.argv[0])
    if os.path.realpath(sys.executable) == os.path.realpath(DEBIAN_PYTHON) or not os.path.exists(
            DEBIAN_PYTHON):
        sys.exit(f"{program}: numpy is missing; install the Debian package python3-numpy")
    os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, *sys.argv])
