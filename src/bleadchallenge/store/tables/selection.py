"""How a school comes into the programme: intelligence, selection, signatures."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import (
    NoticeGiver,
    NoticeGround,
    Route,
    SelectionState,
    Sensitivity,
    Signatory,
)
from bleadchallenge.store.facts.base import Fact, Personal, one_live


class Cohort(Fact, table=True):
    """A group of schools that go through the programme together."""

    __tablename__ = "cohort"
    __table_args__ = one_live("cohort", "code")
    KEY = ("code",)
    TITLE = "cohort"

    code: str
    name: str
    policy: str = Field(description="name of the policy it runs under")
    from_day: date | None = Field(default=None, description="first day of it")
    to_day: date | None = Field(default=None, description="last day of it")


class Selection(Fact, table=True):
    """Where a school stands in the choosing, and why."""

    __tablename__ = "selection"
    __table_args__ = one_live("selection", "urn")
    KEY = ("urn",)
    TITLE = "selection"
    CHOICES = {"state": SelectionState, "route": Route}

    urn: str
    name: str = Field(description="the school's name when it was chosen")
    state: str
    route: str = Field(default=Route.CRITERIA, description="on which ground it came in")
    reason: str = ""
    decided_on: date
    cohort: str = Field(default="", description="code of the cohort; empty for the first")
    paused_on: date | None = None
    withdrawn_on: date | None = None


class Intelligence(Personal, table=True):
    """Soft intelligence about a school; stays in the office unless shareable."""

    __tablename__ = "intelligence"
    __table_args__ = one_live("intelligence", "number")
    KEY = ("number",)
    TITLE = "intelligence"
    PEOPLE = ("source", "text")
    CHOICES = {"sensitivity": Sensitivity}

    number: int
    urn: str
    noted_on: date
    source: str = Field(description="who said it, or where it was read")
    sensitivity: str = Field(default="office", description="office, partnership or open")
    shareable: bool = Field(default=False, description="may it stand in a pack")
    text: str


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


class WarningNotice(Fact, table=True):
    """A warning notice that the authority gave a school; never the programme."""

    __tablename__ = "warning_notice"
    __table_args__ = one_live("warning_notice", "urn", "given_on")
    KEY = ("urn", "given_on")
    TITLE = "warning notice"
    CHOICES = {"given_by": NoticeGiver, "ground": NoticeGround}

    urn: str
    given_on: date
    given_by: str = Field(description="the local authority or the Secretary of State")
    ground: str = Field(description="which ground of section 60")
    comply_by: date | None = Field(default=None, description="the time that the notice gives")
    complied_on: date | None = None
