"""The way in: ``bleadchallenge`` and ``python -m bleadchallenge``.

What comes before the first line here, Python's own start, is interrupted in Python's own way.
"""

import sys
from types import TracebackType


def _tell_interruption(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Until ``main`` runs, tell an interruption in words; Python then ends by the signal."""
    if not issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    elif sys.stderr:
        sys.stderr.write("interrupted; nothing was recorded\n")


sys.excepthook = _tell_interruption

import os  # noqa: E402
import signal  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give back its exit code; ``--version`` answers at once."""
    if arguments is None:
        _end_at_once_on_signals()
        sys.excepthook = sys.__excepthook__
    words = sys.argv[1:] if arguments is None else arguments
    if words == ["--version"]:
        return _version()
    if arguments is not None:
        from bleadchallenge.cli.boundary import run

        return run(words)
    _spare_time()
    return _leave(_run_obedient(words))


def _run_obedient(words: list[str]) -> int:
    """Run a command that a signal may end, were it at its very end."""
    from bleadchallenge.cli.boundary import obey_signals, run

    try:
        obey_signals()
        return run(words)
    except KeyboardInterrupt:
        return 130


def _end_at_once_on_signals() -> None:
    """Until there is something to close, an interruption ends the process at once."""

    def end(_number: int, _frame: object) -> None:
        os.write(2, b"interrupted; nothing was recorded\n")
        os._exit(130)

    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, end)


def _version() -> int:
    from bleadchallenge import __version__

    if sys.stdout is None:  # closed by who called
        return 0
    try:
        sys.stdout.write(f"bleadchallenge {__version__}\n")
        sys.stdout.flush()
    except OSError as error:
        from bleadchallenge.cli.boundary import ending, open_streams

        open_streams()
        return _leave(ending(error))
    return 0


def _spare_time() -> None:
    """Leave out what a process for one command does not need; each was measured.

    A pack of the whole programme took 1.9 seconds with all of Python's ways, 1.4 with
    these two, and 1.3 with the quick end in ``_leave`` as well; the import of a national
    year 1.3 and 1.1. Remove one only with such a measurement.
    """
    import gc

    # Looking for circles again and again takes up to half a second beside thousands of
    # records; what is left in circles goes with the process.
    gc.disable()
    # Looking through all installed packages for plug-ins of pydantic; we use none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")


def _leave(code: int) -> int:
    """End at once: to clear memory away piece by piece takes a third of a second after a pack."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
