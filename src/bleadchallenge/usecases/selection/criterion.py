"""Whether a school that is selected meets a criterion, for the rule book to ask."""

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.request import MeetsCriterion, Request


def criterion_of(asked: Request) -> MeetsCriterion:
    """Whether figures that were known meet a criterion; ``None`` where nobody can say."""

    def meets(reader: Reader, urn: str) -> bool | None:
        from bleadchallenge.usecases.results import eligibility  # noqa: PLC0415 - loads figures

        return eligibility.meets_criterion(reader, asked, urn)

    return meets
