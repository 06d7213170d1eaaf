"""The closed lists of the programme, shared by tables, options and templates."""

from enum import StrEnum


class SelectionState(StrEnum):
    """Where a school stands in the choosing."""

    CANDIDATE = "candidate"
    SELECTED = "selected"
    RESERVE = "reserve"
    DECLINED = "declined"


class Route(StrEnum):
    """On what ground a school came in."""

    CRITERIA = "criteria"
    INTELLIGENCE = "intelligence"


class Signatory(StrEnum):
    """Whose signatures the written agreement needs."""

    HEAD = "head"
    CHAIR = "chair"


class Stage(StrEnum):
    """The three reviews, in the order in which they are held."""

    BASELINE = "baseline"
    MIDTERM = "midterm"
    FINAL = "final"

    @property
    def earlier(self) -> tuple["Stage", ...]:
        """The reviews before this one."""
        stages = tuple(Stage)
        return stages[: stages.index(self)]


class Rating(StrEnum):
    """How progress, impact or sustainability is rated."""

    STRONG = "strong"
    GOOD = "good"
    LIMITED = "limited"
    NONE = "none"


class DecisionKind(StrEnum):
    """What follows a mid-term review."""

    CONTINUE = "continue"
    ADJUST = "adjust"
    SWITCH = "switch"


class DayState(StrEnum):
    """The life of a day of support."""

    PLANNED = "planned"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


class AgreementState(StrEnum):
    """The life of a service level agreement."""

    DRAFT = "draft"
    AGREED = "agreed"
    VARIED = "varied"
    ENDED = "ended"


class KpiReviewOutcome(StrEnum):
    """What a review makes of an indicator."""

    KEEP = "keep"
    AMEND = "amend"
    RETIRE = "retire"
    ADD = "add"


class Theme(StrEnum):
    """What an action is about."""

    LEADERSHIP = "leadership"
    GOVERNANCE = "governance"
    TEACHING = "teaching"
    RWM = "reading, writing and maths"
    ASSESSMENT = "assessment accuracy"


class Fulfilment(StrEnum):
    """Whether something promised was done."""

    MET = "met"
    PARTLY = "partly met"
    NOT_MET = "not met"


class AdviceRecipient(StrEnum):
    """To whom advice is given."""

    SCHOOL = "school"
    ALLIANCE = "alliance"
    PARTNERSHIP = "partnership"


class Role(StrEnum):
    """What a person is to the programme."""

    HEAD = "head"
    CHAIR = "chair"
    GOVERNOR = "governor"
    HMI = "hmi"
    SYSTEM_LEADER = "system-leader"
    ALLIANCE_LEAD = "alliance-lead"
    DELIVERER = "deliverer"
    ISG_MEMBER = "isg-member"
    COORDINATOR = "coordinator"
    OTHER = "other"


class Designation(StrEnum):
    """National and local designations of system leaders."""

    NLE = "NLE"
    LLE = "LLE"
    SLE = "SLE"
    NLG = "NLG"
    HMI = "HMI"
    OTHER = "other"
    NONE = "none"


class TalentStage(StrEnum):
    """How far a potential leader has come."""

    IDENTIFIED = "identified"
    DEVELOPING = "developing"
    READY = "ready"
    DEPLOYED = "deployed"


class EscalationStage(StrEnum):
    """The stages of intervention, in order; the authority's own act comes last."""

    REMINDED = "reminded"
    CHALLENGED = "challenged by the group"
    FORMAL_REVIEW = "formal review"
    REFERRED = "referred"
    NOTICE = "the authority's notice"
    RESOLVED = "resolved"


class SchoolKind(StrEnum):
    """Which road intervention takes."""

    MAINTAINED = "maintained school"
    ACADEMY = "academy"


class NoticeGround(StrEnum):
    """On what a warning notice stands: Education and Inspections Act 2006, s.60 and s.60A.

    An academy is dealt with under its funding agreement instead.
    """

    STANDARDS = "s.60 (a) low standards"
    BREAKDOWN = "s.60 (b) breakdown of management or governance"
    SAFETY = "s.60 (c) safety"
    PAY = "s.60A teachers' pay and conditions"
    FUNDING_AGREEMENT = "funding agreement"


class NoticeGiver(StrEnum):
    """Who may give a warning notice; never the programme."""

    LOCAL_AUTHORITY = "local authority"
    SECRETARY_OF_STATE = "Secretary of State"


class Sensitivity(StrEnum):
    """How far intelligence may go, if it may go at all."""

    OFFICE = "office"
    PARTNERSHIP = "partnership"
    OPEN = "open"


class CommissioningDecision(StrEnum):
    """What a review of an alliance decides."""

    RECOMMISSION = "recommission"
    CONDITIONS = "with conditions"
    NOT = "not"


class CommitmentState(StrEnum):
    """How a commitment made at the conference stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"


class Release(StrEnum):
    """How settled a published file is; a later one supersedes an earlier one."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    FINAL = "final"


class Level(StrEnum):
    """What a row of a published file is about."""

    SCHOOL = "school"
    LA = "la"
    NATIONAL = "national"
    NATIONAL_STATE = "national, state-funded"
    AREA = "area"


class Side(StrEnum):
    """Whose performance an indicator measures."""

    SCHOOL = "school"
    SUPPORT = "support"


class Heading(StrEnum):
    """The four headings indicators stand under."""

    TEACHING = "teaching and learning"
    ASSESSMENT = "assessment"
    SUPPORT = "effectiveness of support"
    CAPACITY = "capacity to improve"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Frequency(StrEnum):
    """How often an indicator is read."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    HALF_TERMLY = "half-termly"
    TERMLY = "termly"
    YEARLY = "yearly"


class FamilyInput(StrEnum):
    """What schools are alike in."""

    PRIOR_ATTAINMENT = "prior_attainment"
    DISADVANTAGE = "disadvantage"
    ENGLISH_ADDITIONAL = "english_additional"
    MOBILITY = "mobility"


class ChoiceRule(StrEnum):
    """How a programme chose its schools on their results before it began."""

    LOWEST_MEAN = "lowest-mean"
    LOWEST_LAST = "lowest-last"
    LARGEST_FALL = "largest-fall"
