"""The way in: ``bleadchallenge`` and ``python -m bleadchallenge``."""

import gc
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give back its exit code; ``--version`` answers at once."""
    words = sys.argv[1:] if arguments is None else arguments
    if words == ["--version"]:
        from bleadchallenge import __version__

        sys.stdout.write(f"bleadchallenge {__version__}\n")
        return 0
    if arguments is None:
        gc.disable()  # a command is short: what it leaves in circles goes with it
    from bleadchallenge.cli.boundary import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
