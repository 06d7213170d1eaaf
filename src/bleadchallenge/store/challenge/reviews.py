"""Questions about reviews: what was recommended, and what was checked since."""

from bleadchallenge.domain.challenge.rubric import RecommendationRef
from bleadchallenge.domain.choices import Stage
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Recommendation, RecommendationCheck


def recommendations_before(reader: Reader, urn: str, stage: Stage) -> list[RecommendationRef]:
    """Every recommendation of the reviews before one, in order."""
    found = [
        RecommendationRef(Stage(each.stage), each.number)
        for each in reader.where(Recommendation, urn=urn)
        if each.stage in stage.earlier
    ]
    return sorted(found, key=lambda each: (len(each.stage.earlier), each.number))


def unchecked(reader: Reader, urn: str, stage: Stage) -> list[RecommendationRef]:
    """Earlier recommendations that a review has not checked."""
    checks = reader.all(
        RecommendationCheck,
        RecommendationCheck.urn == urn,
        RecommendationCheck.checked_at == stage.value,
    )
    done = {RecommendationRef(Stage(check.stage), check.number) for check in checks}
    return [each for each in recommendations_before(reader, urn, stage) if each not in done]
