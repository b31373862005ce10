"""Versions of a mechanism on a made-up one; in a process of its own, because the declarations of this one are the real ones."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WALKS = 20


def test_versions_of_a_made_up_mechanism() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "tests.editions.plugin", "-o", "python_files=versions.py", "tests/editions/versions.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    passed = re.search(r"(\d+) passed", done.stdout)
    assert done.returncode == 0 and passed is not None and int(passed[1]) >= WALKS, f"{done.stdout}\n{done.stderr}"
