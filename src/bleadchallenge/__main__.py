"""The way in: ``bleadchallenge`` and ``python -m bleadchallenge``."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give back its exit code; ``--version`` answers at once."""
    words = sys.argv[1:] if arguments is None else arguments
    if words == ["--version"]:
        return _version()
    if arguments is None:
        _hasten(words)
    from bleadchallenge.cli.boundary import run

    code = run(words)
    if arguments is None:
        _leave(code)
    return code


def _version() -> int:
    from bleadchallenge import __version__

    try:
        sys.stdout.write(f"bleadchallenge {__version__}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        from bleadchallenge.cli.boundary import closed_pipe

        return closed_pipe()
    return 0


def _hasten(words: list[str]) -> None:
    """What may be spared where the process is there for one command only."""
    gc.disable()  # what it leaves in circles goes with it
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # to look for some takes long
    from bleadchallenge import elsewhere

    elsewhere.allow()
    if "import-data" in words:
        from bleadchallenge.intake import ahead

        ahead.begin(words)


def _leave(code: int) -> NoReturn:
    """End at once: to clear memory away piece by piece takes a third of a second after a pack."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
