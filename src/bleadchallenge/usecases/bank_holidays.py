"""Bank holidays of the policy's country, from the holidays library."""

from datetime import date
from functools import cache

from bleadchallenge.domain.policy import Policy


def bank_holidays(policy: Policy) -> frozenset[date]:
    """The bank holidays of the programme's years and of the year after."""
    country, subdivision = policy.holidays
    return _between(
        country, subdivision, policy.terms[0].starts.year, policy.terms[-1].ends.year + 1
    )


@cache
def _between(country: str, subdivision: str, first: int, last: int) -> frozenset[date]:
    from holidays import country_holidays

    return frozenset(country_holidays(country, subdiv=subdivision, years=range(first, last + 1)))
