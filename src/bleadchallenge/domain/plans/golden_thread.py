"""The golden thread: recommendation, action, milestone, indicator, evidence, advice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_JUDGE = "milestone judge {urn} {number} --outcome met --evidence TEXT"
_READ = "kpi readings {urn}"


@dataclass(frozen=True, slots=True)
class ThreadLink:
    """A link of the thread: what it is called, what it hangs on, whether it has evidence.

    ``hangs_on`` are names of other links; ``settled`` says that it needs
    nothing more: a milestone not yet due, or evidence is on record. ``refused``
    says that there was an answer, and that it was not accepted.
    """

    name: str
    says: str
    hangs_on: tuple[str, ...] = ()
    settled: bool = True
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A school's thread, link by link."""

    urn: str
    recommendations: tuple[ThreadLink, ...] = ()
    actions: tuple[ThreadLink, ...] = ()
    milestones: tuple[ThreadLink, ...] = ()
    indicators: tuple[ThreadLink, ...] = ()
    advice: tuple[ThreadLink, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that leads nowhere, and the command that mends it."""

    urn: str
    link: str
    what: str
    fix: str


def broken(thread: Thread) -> tuple[BrokenLink, ...]:
    """Every broken link of a school's thread, in the order of the thread."""
    return tuple(_broken(thread))


def _broken(thread: Thread) -> Iterator[BrokenLink]:
    urn = thread.urn
    answered = _hung_on(thread.actions)
    for knot in thread.recommendations:
        if knot.name not in answered:
            yield BrokenLink(
                urn,
                knot.name,
                f"recommendation without an action: {knot.says}",
                f'bleadchallenge plan action {urn} --recommendation "{knot.name}" '
                "--theme THEME --text TEXT",
            )
    followed = _hung_on(thread.milestones)
    for knot in thread.actions:
        if knot.name not in followed:
            yield BrokenLink(
                urn,
                knot.name,
                f"action without a milestone: {knot.says}",
                f"bleadchallenge milestone add {urn} --{knot.name} --text TEXT --due DATE",
            )
    yield from _without_evidence(urn, thread.milestones, "milestone", _JUDGE)
    yield from _without_evidence(urn, thread.indicators, "indicator", _READ)
    for knot in thread.advice:
        if not knot.settled:
            number = knot.name.split()[-1]
            lacks = "whose answer was not accepted" if knot.refused else "without an answer"
            yield BrokenLink(
                urn,
                knot.name,
                f"advice {lacks}: {knot.says}",
                f"bleadchallenge isg respond {number} --by NAME --text TEXT",
            )


def _hung_on(knots: Sequence[ThreadLink]) -> set[str]:
    return {name for knot in knots for name in knot.hangs_on}


def _without_evidence(
    urn: str, knots: Sequence[ThreadLink], what: str, command: str
) -> Iterator[BrokenLink]:
    for knot in knots:
        if not knot.settled:
            says = f"{what} without evidence: {knot.says}"
            fix = f"bleadchallenge {command.format(urn=urn, number=knot.name.split()[-1])}"
            yield BrokenLink(urn, knot.name, says, fix)
