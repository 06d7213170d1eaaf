"""Pages that are written from the program: written anew, or only checked."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def keep_in_step(name: str, text: str) -> int:
    """Write a page of ``docs``; with ``--check`` only say whether it is in step. The exit code."""
    page = ROOT / "docs" / name
    if "--check" not in sys.argv:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
        return 0
    if page.exists() and page.read_text(encoding="utf-8") == text:
        return 0
    print(f"docs/{name} is not in step with the program: run scripts/{Path(sys.argv[0]).name}")
    return 1
