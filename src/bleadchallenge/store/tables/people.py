"""Alliances and people, with the least data that serves."""

from sqlmodel import Field

from bleadchallenge.domain.choices import Designation, Role
from bleadchallenge.store.facts.base import Fact, Personal, one_live


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


class Interest(Personal, table=True):
    """An interest a person declares in a school or an alliance."""

    __tablename__ = "interest"
    __table_args__ = one_live("interest", "person", "subject")
    KEY = ("person", "subject")
    TITLE = "interest"
    PEOPLE = ("nature",)
    REFERS = {"person": ("person", "code")}

    person: str
    subject: str = Field(description="URN of a school or code of an alliance")
    nature: str = Field(description="what the interest is")
