"""What a run has recorded so far, so that its last message is true however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """The changes that a run has recorded and the files that it has put in their places, in order.

    ``unfinished`` is how much it has begun and not finished.
    """

    recorded: list[int] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unfinished: int = 0

    def begin(self) -> None:
        """Begin a run."""
        self.recorded.clear()
        self.written.clear()

    @property
    def has_done_anything(self) -> bool:
        """Whether to repeat the command would be to do something twice."""
        return bool(self.recorded or self.written)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Something that must be closed in good order, such as a change or a staged file."""
        self.unfinished += 1
        try:
            yield
        finally:
            self.unfinished -= 1

    def in_words(self) -> str:
        """What stands by this run in the store and beside it."""
        if not self.written:
            return self._changes_in_words("nothing")
        return f"{self._changes_in_words('no change')}; written: {', '.join(self.written)}"

    def _changes_in_words(self, none: str) -> str:
        if not self.recorded:
            return f"{none} was recorded"
        first, last = self.recorded[0], self.recorded[-1]
        if first == last:
            return f"change {last} is recorded"
        return f"changes {first} to {last} are recorded"


of_this_run = Outcome()
"""A process runs one command; the store notes here what was committed."""
