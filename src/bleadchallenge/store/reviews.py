"""Questions about reviews: what was recommended, and what was checked since."""

from bleadchallenge.domain.rubric import Numbered
from bleadchallenge.domain.words import Stage
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Recommendation, RecommendationCheck

_ORDER = tuple(Stage)


def recommendations_before(reader: Reader, urn: str, stage: Stage) -> list[Numbered]:
    """Every recommendation of the reviews before one, in order."""
    earlier = {before.value for before in _ORDER[: _ORDER.index(stage)]}
    found = [
        Numbered(Stage(each.stage), each.number)
        for each in reader.having(Recommendation, urn=urn)
        if each.stage in earlier
    ]
    return sorted(found, key=lambda each: (_ORDER.index(each.stage), each.number))


def unchecked(reader: Reader, urn: str, stage: Stage) -> list[Numbered]:
    """Earlier recommendations that a review has not checked."""
    checks = reader.all(
        RecommendationCheck,
        RecommendationCheck.urn == urn,
        RecommendationCheck.checked_at == stage.value,
    )
    done = {Numbered(Stage(check.stage), check.number) for check in checks}
    return [each for each in recommendations_before(reader, urn, stage) if each not in done]
