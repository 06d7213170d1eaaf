"""The rule book: every rule of the programme, once."""

from itertools import chain

from bleadchallenge.rules import (
    escalation,
    intelligence,
    kpis,
    leadership,
    ledger,
    membership,
    plans,
    removal,
    scrutiny,
    selection,
)
from bleadchallenge.rules.challenge import decision, review, team
from bleadchallenge.rules.rule import Rule, rules_of
from bleadchallenge.rules.support import assignments, days, products

_CHAPTERS = (
    *(ledger, selection, membership, intelligence),
    *(team, review, decision),
    *(assignments, days, products),
    *(plans, kpis, leadership),
    *(scrutiny, escalation, removal),
)
BOOK: tuple[Rule, ...] = tuple(chain.from_iterable(map(rules_of, _CHAPTERS)))
"""In the order of the topics; the first rule that is broken is the one a command tells of."""
