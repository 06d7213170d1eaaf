"""The policy, which a change may replace."""

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
