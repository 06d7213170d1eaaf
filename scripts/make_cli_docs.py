"""Write docs/cli.md from the commands themselves, or check that it is in step."""

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs" / "cli.md"


def written() -> str:
    """The command reference as Typer writes it."""
    command = [
        *(sys.executable, "-m", "typer", "bleadchallenge.cli.app", "utils", "docs"),
        *("--name", "bleadchallenge", "--title", "The commands"),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout


def main() -> int:
    """Write the reference; with ``--check`` say whether it is in step."""
    text = written()
    if "--check" not in sys.argv:
        DOCS.write_text(text, encoding="utf-8")
        return 0
    if DOCS.exists() and DOCS.read_text(encoding="utf-8") == text:
        return 0
    print("docs/cli.md is not in step with the commands: run scripts/make_cli_docs.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
