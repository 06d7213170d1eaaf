"""Which term of the policy a person means."""

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy


def find_term(policy: Policy, text: str) -> str:
    """The code of the term meant by its code or its name, such as "T2" or "spring 2018".

    Raises ``DataError`` with the policy's terms where it is none of them.
    """
    asked = text.strip().casefold()
    for term in policy.terms:
        if asked in (term.code.casefold(), term.name.casefold()):
            return term.code
    terms = ", ".join(f"{term.code} ({term.name})" for term in policy.terms)
    raise DataError(f"there is no term {text.strip()}", fix=f"one of {terms}")
