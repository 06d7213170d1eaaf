"""Write docs/cli.md from the commands themselves, or check that it is in step."""

import subprocess
import sys

from in_step import keep_in_step


def written() -> str:
    """The command reference as Typer writes it."""
    command = [
        *(sys.executable, "-m", "typer", "bleadchallenge.cli.app", "utils", "docs"),
        *("--name", "bleadchallenge", "--title", "The commands"),
    ]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout


if __name__ == "__main__":
    sys.exit(keep_in_step("docs/cli.md", written()))
