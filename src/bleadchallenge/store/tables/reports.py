"""What the running of the programme leaves: its policy and the packs it issued."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.store.facts.base import Fact, one_live


class PolicyText(Fact, table=True):
    """The policy in force, word for word."""

    __tablename__ = "policy"
    __table_args__ = one_live("policy", "name")
    KEY = ("name",)
    TITLE = "policy"

    name: str
    text: str = Field(description="the policy's TOML")


class Pack(Fact, table=True):
    """A pack that was issued: from which change it can be made again, to the byte."""

    __tablename__ = "pack"
    __table_args__ = one_live("pack", "number")
    KEY = ("number",)
    TITLE = "pack"

    number: int = Field(description="running number of the pack")
    kind: str = Field(description="which report, such as isg-pack")
    subject: str = Field(default="", description="meeting day, school or alliance")
    made_on: date = Field(description="the day it is judged from")
    known_at: int = Field(description="the change it was made from")
    digest: str = Field(description="digest of what the pack says")


class PanelCode(Fact, table=True):
    """The code a school goes by in an anonymised panel: drawn by lot, and kept here alone."""

    __tablename__ = "panel_code"
    __table_args__ = one_live("panel_code", "urn")
    KEY = ("urn",)
    TITLE = "panel code"

    urn: str
    code: str = Field(description="random; nothing of the school can be worked out from it")
