"""Action plans: versions, actions and milestones."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import Fulfilment, Theme
from bleadchallenge.store.facts.base import Fact, Personal, one_live


class Plan(Fact, table=True):
    """A version of a school's action plan."""

    __tablename__ = "plan"
    __table_args__ = one_live("plan", "urn", "version")
    KEY = ("urn", "version")
    TITLE = "plan"

    urn: str
    version: int
    made_on: date
    reason: str = Field(default="", description="why this version was made")
    no_leadership_reason: str = Field(default="", description="why there is no leadership action")
    no_governance_reason: str = Field(default="", description="why there is no governance action")


class Action(Personal, table=True):
    """An action of the plan, from the version that brought it in."""

    __tablename__ = "action"
    __table_args__ = one_live("action", "urn", "number")
    KEY = ("urn", "number")
    TITLE = "action"
    PEOPLE = ("owner",)
    CHOICES = {"theme": Theme}

    urn: str
    number: int
    text: str
    theme: str
    recommendation: str = Field(
        default="", description="what it answers, such as baseline 1; baseline 2"
    )
    owner: str = ""
    led_by_school: bool = Field(default=False, description="led by the school's own staff")
    term: str = Field(default="", description="term it is to be done in")
    from_version: int = 1
    dropped_in: int | None = Field(default=None, description="version that dropped it")
    dropped_reason: str = ""


class Milestone(Personal, table=True):
    """What an action should have reached by a day."""

    __tablename__ = "milestone"
    __table_args__ = one_live("milestone", "urn", "number")
    KEY = ("urn", "number")
    TITLE = "milestone"
    PEOPLE = ("owner",)
    CHOICES = {"outcome": Fulfilment}

    urn: str
    number: int
    action: int = Field(description="number of the action")
    text: str
    due_on: date
    owner: str = ""
    outcome: str = Field(default="", description="empty until it is judged")
    judged_on: date | None = None
    evidence: str = ""
