"""Bank holidays: of the policy's country, from the holidays library, and its extra ones."""

from datetime import date
from functools import cache

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.domain.policy import Holidays, Policy


def bank_holidays(policy: Policy) -> frozenset[date]:
    """The bank holidays of the programme's years and of the year after."""
    return _between(policy.holidays, policy.terms[0].starts.year, policy.terms[-1].ends.year + 1)


@cache
def _between(rule: Holidays, first: int, last: int) -> frozenset[date]:
    from holidays import country_holidays

    years = range(first, last + 1)
    try:
        found = country_holidays(rule.country, subdiv=rule.subdivision or None, years=years)
    except NotImplementedError as error:
        raise NotOursError(
            f"the policy of the store: holidays.country: {error}",
            fix="bleadchallenge policy show > policy.toml, mend it, and policy set policy.toml",
        ) from error
    return frozenset({*found, *rule.extra})
