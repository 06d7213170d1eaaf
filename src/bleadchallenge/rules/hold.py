"""A change held to the rules: what it breaks that held before."""

from collections.abc import Iterator, Sequence
from itertools import chain

from bleadchallenge.rules.rule import Asks, Rule, Violation
from bleadchallenge.rules.state import State
from bleadchallenge.rules.touched import Touched, resting_on
from bleadchallenge.store.facts.base import Fact


def hold(book: Sequence[Rule], before: State, after: State, touched: Touched) -> None:
    """Refuse a change that breaks what held before it; raises ``DataError``."""
    found = next(broken(book, before, after, touched), None)
    if found is not None:
        raise found.error()


def broken(
    book: Sequence[Rule], before: State, after: State, touched: Touched
) -> Iterator[Violation]:
    """What a change breaks that was whole before, in the order of the book."""
    kinds = touched.kinds
    for rule in book:
        if rule.asks is not Asks.NOTE and not kinds.isdisjoint(rule.watches):
            for found in _violations(rule, after, touched):
                if not was_broken(found, before):
                    yield found


def notes(book: Sequence[Rule], after: State, touched: Touched) -> list[Violation]:
    """What a person should know of a change that is nevertheless taken."""
    kinds = touched.kinds
    mild = (rule for rule in book if rule.asks is Asks.NOTE and rule.of in kinds)
    return list(chain.from_iterable(_violations(rule, after, touched) for rule in mild))


def broken_anywhere(book: Sequence[Rule], state: State) -> Iterator[Violation]:
    """Every record of the store that breaks a rule as it stands."""
    for rule in book:
        if rule.asks is Asks.RECORD:
            for record in state.reader.where(rule.of):
                yield from rule.violations(state, record)


def was_broken(found: Violation, before: State) -> bool:
    """Whether the record broke the rule already, before the change."""
    record = found.record
    old = before.reader.same(record)
    if old is None or found.rule.asks is not Asks.RECORD:
        return False
    return any(found.rule.violations(before, old))


def _violations(rule: Rule, after: State, touched: Touched) -> Iterator[Violation]:
    asked: set[int | None] = set()
    for record, shaken_by in _concerned(rule, after, touched):
        if record.id not in asked:
            asked.add(record.id)
            yield from rule.violations(after, record, shaken_by)


def _concerned(rule: Rule, after: State, touched: Touched) -> Iterator[tuple[Fact, Fact | None]]:
    """The records a rule is asked of: those touched, and those that may rest on them."""
    if rule.asks is Asks.REMOVAL:
        for fact in touched.taken:
            if type(fact) is rule.of and _is_gone(after, fact):
                yield fact, None
        return
    for fact in touched.brought:
        if type(fact) is rule.of:
            yield fact, None
    if rule.asks is Asks.RECORD:
        yield from resting_on(after.reader, rule, touched.of(rule.rests_on))


def _is_gone(after: State, fact: Fact) -> bool:
    return after.reader.same(fact) is None
