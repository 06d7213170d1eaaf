"""Support: who was assigned, under which agreement, and every day of it."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.domain.choices import AgreementState, DayState, Designation, Role
from bleadchallenge.store.facts.base import Fact, Personal, one_live

_TO_ALLIANCE = {"alliance": ("alliance", "code")}


class Assignment(Fact, table=True):
    """An alliance designated to support a school."""

    __tablename__ = "assignment"
    __table_args__ = one_live("assignment", "urn", "from_day")
    KEY = ("urn", "from_day")
    TITLE = "assignment"
    REFERS = _TO_ALLIANCE

    urn: str
    from_day: date
    alliance: str
    reason: str
    to_day: date | None = Field(default=None, description="last day, once ended")
    end_reason: str = ""


class Agreement(Fact, table=True):
    """A version of the service level agreement between partnership, alliance and school."""

    __tablename__ = "agreement"
    __table_args__ = one_live("agreement", "urn", "alliance", "version")
    KEY = ("urn", "alliance", "version")
    TITLE = "agreement"
    CHOICES = {"state": AgreementState}
    REFERS = _TO_ALLIANCE

    urn: str
    alliance: str
    version: int
    state: str
    on_day: date
    days: float = Field(description="days of support agreed")
    people: str = Field(default="", description="codes of the people named")
    exit_terms: str = ""
    note: str = ""


class Deliverer(Personal, table=True):
    """A person who delivers support to a school."""

    __tablename__ = "deliverer"
    __table_args__ = one_live("deliverer", "urn", "person", "from_day")
    KEY = ("urn", "person", "from_day")
    TITLE = "deliverer"
    PEOPLE = ("released_by",)
    REFERS = {"person": ("person", "code"), **_TO_ALLIANCE}

    urn: str
    person: str
    from_day: date
    alliance: str
    work: str = Field(default="", description="what the person does there")
    to_day: date | None = None
    released_by: str = Field(default="", description="who agreed the release from the own school")


class SupportDay(Personal, table=True):
    """An entry of the ledger of support, in quarter days."""

    __tablename__ = "support_day"
    __table_args__ = one_live("support_day", "number")
    KEY = ("number",)
    TITLE = "day of support"
    PEOPLE = ("confirmed_by",)
    CHOICES = {"state": DayState}
    REFERS = {"person": ("person", "code"), **_TO_ALLIANCE}

    number: int
    urn: str
    alliance: str
    on_day: date
    quarters: int = Field(description="quarters of a day; 4 is a day")
    state: str
    person: str = Field(default="", description="code of who delivered it")
    activity: str = ""
    action: int | None = Field(default=None, description="number of the plan's action")
    confirmed_by: str = ""
    confirmed_on: date | None = None
    note: str = ""


class Variation(Personal, table=True):
    """An agreed change to the days a school may use."""

    __tablename__ = "variation"
    __table_args__ = one_live("variation", "urn", "number")
    KEY = ("urn", "number")
    TITLE = "variation"
    PEOPLE = ("agreed_by",)

    urn: str
    number: int
    quarters: int = Field(description="quarters of a day, more or fewer")
    agreed_on: date
    agreed_by: str
    reason: str


class Alliance(Fact, table=True):
    """A teaching school alliance."""

    __tablename__ = "alliance"
    __table_args__ = one_live("alliance", "code")
    KEY = ("code",)
    TITLE = "alliance"

    code: str = Field(description="short code, such as TSA1")
    name: str
    lead_school: str = Field(default="", description="URN of the school that leads it")
    capacity_days: float = Field(default=0, description="days it can give in the programme")
    specialisms: str = Field(default="", description="separated by semicolons")
    member_schools: str = Field(default="", description="URNs, separated by semicolons")
    postcode: str = ""
    easting: float | None = Field(default=None, description="metres, national grid")
    northing: float | None = Field(default=None, description="metres, national grid")
    contact: str = Field(default="", description="code of the person who answers for it")


class Person(Personal, table=True):
    """A person with a part in the programme."""

    __tablename__ = "person"
    __table_args__ = one_live("person", "code")
    KEY = ("code",)
    TITLE = "person"
    PEOPLE = ("name", "email", "employer", "trust", "expertise")
    CHOICES = {"role": Role, "designation": Designation}
    REFERS = {"alliance": ("alliance", "code")}

    code: str = Field(description="short code, such as P01")
    name: str
    role: str = Field(description="what the person is to the programme")
    designation: str = Field(default=Designation.NONE, description="NLE, LLE, SLE, NLG, HMI")
    employer: str = ""
    school: str = Field(default="", description="URN of the person's own school")
    trust: str = Field(default="", description="academy trust, if any")
    alliance: str = Field(default="", description="code of the person's alliance")
    expertise: str = ""
    available_days: float | None = Field(default=None, description="days the person can give")
    email: str = ""
