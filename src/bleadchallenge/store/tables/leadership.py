"""People growing: joint practice, talent, designations, the conference."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import Designation, TalentStage
from bleadchallenge.store.facts.base import Fact, OfCohort, Personal, one_live

_TO_PERSON = {"person": ("person", "code")}


class PracticeSession(OfCohort, table=True):
    """A session of joint practice development, led by an external partner."""

    __tablename__ = "practice_session"
    __table_args__ = one_live("practice_session", "code")
    KEY = ("code",)
    TITLE = "session"

    code: str
    held_on: date
    topic: str
    partner: str
    places: int
    cohort: str | None = None


class SessionPlace(Fact, table=True):
    """A place at a session, what followed in the own school, and what it changed."""

    __tablename__ = "session_place"
    __table_args__ = one_live("session_place", "session", "attender")
    KEY = ("session", "attender")
    TITLE = "session place"
    REFERS = {"session": ("practice_session", "code")}

    session: str
    attender: str = Field(description="code of the person or of the talent record")
    urn: str
    attended: bool = False
    followed_up_on: date | None = None
    follow_up: str = ""
    impact_on: date | None = None
    impact: str = ""


class TalentStep(Personal, table=True):
    """A step of somebody with the makings of a leader; a code, never a name."""

    __tablename__ = "talent_step"
    __table_args__ = one_live("talent_step", "code", "on_day")
    KEY = ("code", "on_day")
    TITLE = "talent step"
    PEOPLE = ("present_role", "next_step", "sponsor")
    CHOICES = {"stage": TalentStage}

    code: str = Field(description="initials or code; names stay out")
    urn: str
    on_day: date
    stage: str
    present_role: str = ""
    next_step: str = ""
    sponsor: str = Field(default="", description="code of the sponsor")


class GainedDesignation(Fact, table=True):
    """A designation gained since the programme began."""

    __tablename__ = "gained_designation"
    __table_args__ = one_live("gained_designation", "code", "designation")
    KEY = ("code", "designation")
    TITLE = "designation"
    CHOICES = {"designation": Designation}

    code: str = Field(description="code of the person or of the talent record")
    urn: str
    designation: str
    gained_on: date
    lost_on: date | None = None


class Deployment(Fact, table=True):
    """Days that a person gave to another school."""

    __tablename__ = "deployment"
    __table_args__ = one_live("deployment", "code", "to_school", "on_day")
    KEY = ("code", "to_school", "on_day")
    TITLE = "deployment"

    code: str
    from_school: str = Field(description="URN")
    to_school: str = Field(description="URN")
    on_day: date
    quarters: int = Field(description="quarters of a day")
    work: str = ""


class ConferencePractice(Personal, table=True):
    """The practice a school presents at the conference."""

    __tablename__ = "conference_practice"
    __table_args__ = one_live("conference_practice", "urn")
    KEY = ("urn",)
    TITLE = "practice"
    PEOPLE = ("presenter",)

    urn: str
    title: str
    presenter: str = ""
    attended: int | None = Field(default=None, description="how many came from the school")


class ConferenceCommitment(Personal, table=True):
    """What somebody promised at the conference to carry on."""

    __tablename__ = "conference_commitment"
    __table_args__ = one_live("conference_commitment", "number")
    KEY = ("number",)
    TITLE = "commitment"
    PEOPLE = ("carried_by",)

    number: int
    urn: str
    text: str
    carried_by: str
    by_day: date | None = None
    kept_on: date | None = None
