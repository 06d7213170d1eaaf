"""Files that are written by a script: written anew, or only checked."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def keep_in_step(name: str, text: str) -> int:
    """Write a file of the project; with ``--check`` only say if it is in step. The exit code."""
    page = ROOT / name
    if "--check" not in sys.argv:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
        return 0
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    print(f"{name} is not in step: run scripts/{Path(sys.argv[0]).name}")
    return 1
