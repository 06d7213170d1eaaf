"""Plans of the evaluation, and the codes that schools once went by in a panel."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import ChoiceRule
from bleadchallenge.store.facts.base import Fact, one_live


class PanelCode(Fact, table=True):
    """The code a school went by in a panel of an earlier version; none is drawn any more."""

    __tablename__ = "panel_code"
    __table_args__ = one_live("panel_code", "urn")
    KEY = ("urn",)
    TITLE = "panel code"

    urn: str
    code: str = Field(description="random; nothing of the school can be worked out from it")


class EvaluationPlan(Fact, table=True):
    """A plan of the evaluation: what it will do, on record before the results."""

    __tablename__ = "evaluation_plan"
    __table_args__ = one_live("evaluation_plan", "cohort", "number")
    KEY = ("cohort", "number")
    TITLE = "evaluation plan"
    CHOICES = {"chosen_by": ChoiceRule}

    cohort: str = Field(default="", description="code of the cohort; empty for the first")
    number: int = Field(description="running number of the plan within its cohort")
    made_on: date
    outcome: str = Field(description="the outcome that decides")
    before: str = Field(description="years before, as 201516, joined by a plus sign")
    after: str = Field(description="the year after, as 201819")
    chosen_by: str = Field(description="the rule the schools were chosen by")
    pool: str = Field(description="which schools the programme's are held against, in words")
    estimator: str = Field(description="how the effect is worked out, in words")
    subgroups: str = Field(default="", description="groups that will be looked at, by commas")
    smallest_visible: float | None = Field(
        default=None, description="smallest effect, in points, seen four times in five"
    )
