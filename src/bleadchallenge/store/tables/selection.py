"""How a school comes into the programme: the discussion, the choice, signatures."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import (
    Route,
    SelectionState,
    Signatory,
)
from bleadchallenge.store.facts.base import Fact, Personal, one_live


class Selection(Fact, table=True):
    """Where a school stands in the choosing, and why."""

    __tablename__ = "selection"
    __table_args__ = one_live("selection", "urn")
    KEY = ("urn",)
    TITLE = "selection"
    CHOICES = {"state": SelectionState, "route": Route}
    REFERS = {"cohort": ("cohort", "code")}

    urn: str
    name: str = Field(description="the school's name when it was chosen")
    state: str
    route: str = Field(default=Route.CRITERIA, description="on which ground it came in")
    reason: str = ""
    decided_on: date
    cohort: str = Field(default="", description="code of the cohort; empty for the first")
    paused_on: date | None = None
    withdrawn_on: date | None = None


class Consultation(Personal, table=True):
    """The discussion of a school with the regional schools commissioner's office."""

    __tablename__ = "consultation"
    __table_args__ = one_live("consultation", "urn", "held_on")
    KEY = ("urn", "held_on")
    TITLE = "consultation"
    PEOPLE = ("with_whom",)

    urn: str
    held_on: date
    with_whom: str = ""
    outcome: str


class Signature(Personal, table=True):
    """The signature of a head or a chair of governors under the agreement."""

    __tablename__ = "signature"
    __table_args__ = one_live("signature", "urn", "role", "signed_on")
    KEY = ("urn", "role", "signed_on")
    TITLE = "signature"
    PEOPLE = ("name",)
    CHOICES = {"role": Signatory}

    urn: str
    role: str
    signed_on: date
    name: str
    document: str = Field(default="", description="where the signed paper is kept")
    withdrawn_on: date | None = None
    withdrawn_reason: str = ""


class LeadershipChange(Personal, table=True):
    """A new head or chair, who must sign again."""

    __tablename__ = "leadership_change"
    __table_args__ = one_live("leadership_change", "urn", "role", "from_day")
    KEY = ("urn", "role", "from_day")
    TITLE = "leadership change"
    PEOPLE = ("name",)
    CHOICES = {"role": Signatory}

    urn: str
    role: str
    from_day: date
    name: str = ""
