"""What a run has recorded so far, so that its last message is true however it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Outcome:
    """The changes that a run has recorded, in order; how much it has begun and not finished."""

    recorded: list[int] = field(default_factory=list)
    unfinished: int = 0

    def begin(self) -> None:
        """Begin a run."""
        self.recorded.clear()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Something that must be closed in good order, such as a change or a staged file."""
        self.unfinished += 1
        try:
            yield
        finally:
            self.unfinished -= 1

    def in_words(self) -> str:
        """What stands in the store by this run."""
        if not self.recorded:
            return "nothing was recorded"
        last = self.recorded[-1]
        first = self.recorded[0]
        return (
            f"change {last} is recorded"
            if first == last
            else f"changes {first} to {last} are recorded"
        )


of_this_run = Outcome()
"""A process runs one command; the store notes here what was committed."""
