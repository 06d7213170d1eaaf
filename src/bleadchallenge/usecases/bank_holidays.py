"""Days off: bank holidays of the policy's country, its extra ones, and school holidays."""

from datetime import date, timedelta
from functools import cache

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.domain.policy import DayCount, Holidays, Policy, Term
from bleadchallenge.resources import bank_holidays as bank_holidays_of_parts


def bank_holidays(policy: Policy) -> frozenset[date]:
    """The bank holidays of the programme's years and of the year after."""
    return _between(policy.holidays, policy.terms[0].starts.year, policy.terms[-1].ends.year + 1)


def clock_stops(policy: Policy) -> frozenset[date]:
    """The days on which the clock of advice stands still, weekends left out.

    Bank holidays; where the policy counts school days, also the days between the
    first and the last of its terms on which no term is taught.
    """
    if policy.advice.counts is DayCount.WORKING_DAYS:
        return bank_holidays(policy)
    return bank_holidays(policy) | _untaught(policy.terms)


@cache
def _untaught(terms: tuple[Term, ...]) -> frozenset[date]:
    first, last = terms[0].starts, terms[-1].ends
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in span if not any(term.teaches(day) for term in terms))


@cache
def _between(rule: Holidays, first: int, last: int) -> frozenset[date]:
    shipped = bank_holidays_of_parts()
    names = [f"{rule.country} {rule.subdivision} {year}" for year in range(first, last + 1)]
    if all(name in shipped for name in names):
        found = {date.fromisoformat(day) for name in names for day in shipped[name]}
    else:
        found = _from_library(rule, first, last)
    return frozenset({*found, *rule.extra})


def _from_library(rule: Holidays, first: int, last: int) -> set[date]:
    from holidays import country_holidays

    years = range(first, last + 1)
    try:
        return {*country_holidays(rule.country, subdiv=rule.subdivision or None, years=years)}
    except NotImplementedError as error:
        raise NotOursError(
            f"the policy of the store: holidays.country: {error}",
            fix="bleadchallenge policy show > policy.toml, mend it, and policy set policy.toml",
        ) from error
