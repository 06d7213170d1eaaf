"""The tables of the store, one module a topic; facts only, no rules.

A topic is loaded when one of its tables is first asked for: no command needs them all.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.facts.ledger import Change

if TYPE_CHECKING:
    from bleadchallenge.store.tables.challenge import (
        Decision,
        Judgement,
        Recommendation,
        RecommendationCheck,
        Review,
        TeamMember,
        Visit,
    )
    from bleadchallenge.store.tables.escalation import (
        CommissioningReview,
        EscalationStep,
        NoticeLookup,
        WarningNotice,
    )
    from bleadchallenge.store.tables.evaluation import EvaluationPlan, PanelCode
    from bleadchallenge.store.tables.intelligence import Intelligence
    from bleadchallenge.store.tables.kpis import Kpi, KpiReading, KpiReview, KpiTarget
    from bleadchallenge.store.tables.leadership import (
        ConferenceCommitment,
        ConferencePractice,
        Deployment,
        GainedDesignation,
        PracticeSession,
        SessionPlace,
        TalentStep,
    )
    from bleadchallenge.store.tables.ledger import PolicyText
    from bleadchallenge.store.tables.plans import Action, Milestone, Plan
    from bleadchallenge.store.tables.reports import Pack
    from bleadchallenge.store.tables.results import (
        Family,
        FamilyMember,
        SourceBlock,
        SourceFile,
        SourceRow,
    )
    from bleadchallenge.store.tables.schools import Cohort
    from bleadchallenge.store.tables.scrutiny import (
        Advice,
        AdviceResponse,
        AdviceVerdict,
        Attendance,
        Comment,
        Interest,
        MeetingMove,
        Minute,
        Withdrawal,
    )
    from bleadchallenge.store.tables.selection import (
        Consultation,
        LeadershipChange,
        Selection,
        Signature,
    )
    from bleadchallenge.store.tables.support import (
        Agreement,
        Alliance,
        Assignment,
        Deliverer,
        Person,
        SupportDay,
        Variation,
    )

__all__ = [
    "Action",
    "Advice",
    "AdviceResponse",
    "AdviceVerdict",
    "Agreement",
    "Alliance",
    "Assignment",
    "Attendance",
    "Change",
    "Cohort",
    "Comment",
    "CommissioningReview",
    "ConferenceCommitment",
    "ConferencePractice",
    "Consultation",
    "Decision",
    "Deliverer",
    "Deployment",
    "EscalationStep",
    "EvaluationPlan",
    "Family",
    "FamilyMember",
    "GainedDesignation",
    "Intelligence",
    "Interest",
    "Judgement",
    "Kpi",
    "KpiReading",
    "KpiReview",
    "KpiTarget",
    "LeadershipChange",
    "MeetingMove",
    "Milestone",
    "Minute",
    "NoticeLookup",
    "Pack",
    "PanelCode",
    "Person",
    "Plan",
    "PolicyText",
    "PracticeSession",
    "Recommendation",
    "RecommendationCheck",
    "Review",
    "Selection",
    "SessionPlace",
    "Signature",
    "SourceBlock",
    "SourceFile",
    "SourceRow",
    "SupportDay",
    "TalentStep",
    "TeamMember",
    "Variation",
    "Visit",
    "WarningNotice",
    "Withdrawal",
]

_TOPICS = {
    "challenge": "Decision Judgement Recommendation RecommendationCheck Review TeamMember Visit",
    "escalation": "CommissioningReview EscalationStep NoticeLookup WarningNotice",
    "evaluation": "EvaluationPlan PanelCode",
    "intelligence": "Intelligence",
    "kpis": "Kpi KpiReading KpiReview KpiTarget",
    "leadership": "ConferenceCommitment ConferencePractice Deployment GainedDesignation "
    "PracticeSession SessionPlace TalentStep",
    "ledger": "PolicyText",
    "plans": "Action Milestone Plan",
    "reports": "Pack",
    "results": "Family FamilyMember SourceBlock SourceFile SourceRow",
    "schools": "Cohort",
    "scrutiny": "Advice AdviceResponse AdviceVerdict Attendance Comment Interest MeetingMove "
    "Minute Withdrawal",
    "selection": "Consultation LeadershipChange Selection Signature",
    "support": "Agreement Alliance Assignment Deliverer Person SupportDay Variation",
}
_TOPIC_OF = {name: topic for topic, names in _TOPICS.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    """Load the topic of a table and give the table."""
    if name not in _TOPIC_OF:
        raise AttributeError(f"there is no table {name}")
    table = getattr(import_module(f"{__name__}.{_TOPIC_OF[name]}"), name)
    globals()[name] = table
    return table


@cache
def fact_tables() -> dict[str, type[Fact]]:
    """Every table of facts by its name, in the order of the names."""
    load_every_table()
    found = {str(kind.__tablename__): kind for kind in _leaves(Fact) if hasattr(kind, "__table__")}
    return {name: found[name] for name in sorted(found)}


def table_named(name: str) -> type[Fact]:
    """The table of facts of a name; the others are loaded only where it is not there yet."""
    found = next((kind for kind in _leaves(Fact) if kind.__tablename__ == name), None)
    return found or fact_tables()[name]


def load_every_table() -> None:
    """Load all topics, for what goes through every table."""
    for topic in _TOPICS:
        import_module(f"{__name__}.{topic}")


def _leaves(kind: type[Fact]) -> list[type[Fact]]:
    return [leaf for child in kind.__subclasses__() for leaf in (child, *_leaves(child))]
