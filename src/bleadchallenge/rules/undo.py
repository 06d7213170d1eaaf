"""Why a change cannot be taken back: what rests on it, newest first, and how to take that back."""

from collections.abc import Iterable

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.change import ChangeContext, broken_by, states_of
from bleadchallenge.rules.rule import Asks, Violation
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts.base import describe

_NAMED = 8
_ROUNDS = 20


def refusal(writer: Writer, context: ChangeContext, seq: int) -> DataError:
    """The refusal of an undo, with every record that rests on what would go.

    What rests on those records in turn is found by taking them out as well: the
    change is refused, so nothing of that is kept.
    """
    found: list[Violation] = []
    for _round in range(_ROUNDS):
        broken = list(broken_by(writer, states_of(writer, context)))
        resting = {id(each.record): each.record for each in broken if _rests(each, writer.number)}
        found += broken
        if not resting:
            break
        writer.retract(*resting.values())
    return _refusal(seq, found, writer.number)


def _rests(found: Violation, number: int) -> bool:
    """Whether it is a record of an earlier change, which could be taken back first."""
    return found.rule.asks is not Asks.REMOVAL and found.record.since != number


def _refusal(seq: int, found: list[Violation], number: int) -> DataError:
    resting = {
        (each.record.since, describe(each.record)): each for each in found if _rests(each, number)
    }
    newest = [resting[key] for key in sorted(resting, reverse=True)]
    what = f"change {seq} cannot be undone by itself"
    if not newest:
        first = found[0]
        why = f"{first.unmet}: {first.why}" if first.why else first.unmet
        return DataError(what, why=why, fix=first.remedy)
    said = [each.rests for each in newest[:_NAMED]]
    more = f"; and {len(newest) - _NAMED} more" if len(newest) > _NAMED else ""
    return DataError(what, why="; ".join(said) + more + " rest on it", fix=_in_turn(newest, seq))


def _in_turn(newest: Iterable[Violation], seq: int) -> str:
    changes = list(dict.fromkeys(each.record.since for each in newest))
    shown = [f"bleadchallenge undo {change}" for change in changes[:_NAMED]]
    more = [f"{len(changes) - _NAMED} more"] if len(changes) > _NAMED else []
    return ", then ".join([*shown, *more, f"bleadchallenge undo {seq}"])
