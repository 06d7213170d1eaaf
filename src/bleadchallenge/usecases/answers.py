"""What each command answers that lists: the shapes of its JSON, by the command's words."""

from collections.abc import Mapping

from bleadchallenge.usecases import intelligence, settings
from bleadchallenge.usecases.challenge import independence, teams
from bleadchallenge.usecases.escalation import commissioning, stages
from bleadchallenge.usecases.evaluation import (
    checks,
    costs,
    groups,
    outcomes,
    releases,
    vulnerable,
)
from bleadchallenge.usecases.json_schema import Answer
from bleadchallenge.usecases.kpis import readings, status
from bleadchallenge.usecases.leadership import capacity, conference, sessions, talent
from bleadchallenge.usecases.ledger import history, maintenance
from bleadchallenge.usecases.ledger.change_words import RecordInWords
from bleadchallenge.usecases.open_items import due, overview
from bleadchallenge.usecases.plans import action_plans, golden_thread, milestones
from bleadchallenge.usecases.provenance import results as provenance
from bleadchallenge.usecases.results import (
    analysis,
    eligibility_listing,
    eligibility_summary,
    families,
    risks,
    school_analysis,
)
from bleadchallenge.usecases.schools import card, cohorts, story
from bleadchallenge.usecases.schools import listing as schools
from bleadchallenge.usecases.scrutiny import advice, comments, expectations, group, meetings
from bleadchallenge.usecases.selection import readiness
from bleadchallenge.usecases.support import agreements, days_status, deliverers, matching
from bleadchallenge.usecases.workbook import import_report

_STORY = (Answer("show", story.StoryRow),)
_ESCALATIONS = (
    Answer("escalate-list", stages.EscalationRow),
    Answer("escalate-list", stages.StepRow),
)
ANSWERS: Mapping[str, tuple[Answer, ...]] = {
    "overview": (Answer("overview", overview.SchoolRow, overview.OverviewTotals),),
    "due": (Answer("due", due.DueRow),),
    "schools": (
        Answer("schools", schools.ProgrammeSchoolRow),
        Answer("schools", schools.ResultsRow, schools.ResultsScope),
        Answer("school", card.CardRow, card.CardEntries),
    ),
    "show school": _STORY,
    "show tsa": _STORY,
    "show person": _STORY,
    "show change": (Answer("show-change", RecordInWords),),
    "explain": (Answer("explain", provenance.ProvenanceRow, provenance.ExplainedFigure),),
    "history": (
        Answer("history", history.ChangeRow),
        Answer("history", history.FactRow),
    ),
    "check": (
        Answer("check", history.FaultRow, history.StoreMarks),
        Answer("check-thread", golden_thread.BrokenLinkRow),
    ),
    "export": (Answer("export-about", maintenance.KeptRecordRow),),
    "config": (Answer("config", settings.SettingRow),),
    "import-data": (
        Answer("import-data", import_report.PartRow, import_report.ImportDetails),
        Answer("import-data", import_report.ProblemRow),
    ),
    "cohort list": (Answer("cohort", cohorts.CohortRow),),
    "cohort vulnerable": (
        Answer("cohort-vulnerable", vulnerable.VulnerableRow, vulnerable.VulnerableScope),
    ),
    "cohort readiness": (
        Answer("cohort-readiness", readiness.ReadinessRow, readiness.ReadinessScope),
    ),
    "eligibility": (
        Answer(
            "eligibility",
            eligibility_listing.EligibilityRow,
            eligibility_listing.EligibilityScope,
        ),
        Answer(
            "eligibility-summary",
            eligibility_summary.AnswerCountRow,
            eligibility_summary.SummaryScope,
        ),
    ),
    "risk": (Answer("risk", risks.RiskRow, risks.RiskScope),),
    "analyse": (
        Answer("analyse", analysis.AnalysisRow, analysis.AnalysedSchools),
        Answer("analyse", school_analysis.FigureRow, school_analysis.SchoolAnalysis),
    ),
    "family show": (Answer("family", families.FamilyMemberRow, families.FamilyPlace),),
    "evaluate effects": (
        Answer("evaluate", outcomes.EffectRow, outcomes.EvaluationSummary),
        Answer("evaluate", outcomes.PlaceboRow, outcomes.EvaluationSummary),
    ),
    "evaluate schools": (
        Answer("evaluate-schools", outcomes.SchoolEffectRow, outcomes.SchoolEffectsSummary),
    ),
    "evaluate groups": (Answer("evaluate-groups", groups.GroupEffectRow, groups.GroupScope),),
    "evaluate support": (Answer("evaluate-support", groups.GroupEffectRow, groups.GroupScope),),
    "evaluate cost": (Answer("evaluate-cost", costs.CostRow, costs.CostSummary),),
    "evaluate checks": (Answer("evaluate-checks", checks.CheckRow),),
    "evaluate releases": (
        Answer("evaluate-releases", releases.ReleaseRow, releases.ReleasesScope),
    ),
    "intelligence list": (Answer("intelligence", intelligence.IntelligenceRow),),
    "assign-challenge-team": (
        Answer("assign-challenge-team", teams.MemberRow),
        Answer("assign-challenge-team", teams.CandidateRow),
    ),
    "visits": (Answer("visits", teams.VisitRow, teams.VisitTotals),),
    "independence": (
        Answer("independence", independence.IndependenceRow, independence.IndependenceSummary),
    ),
    "assign-tsa": (Answer("assign-tsa", matching.SuggestionRow, matching.SuggestedFor),),
    "sla": (Answer("sla", agreements.AgreementRow),),
    "people": (Answer("people", deliverers.PersonRow),),
    "deliver": (Answer("deliver", deliverers.DelivererRow),),
    "days-status": (
        Answer("days-status", days_status.SchoolDaysRow),
        Answer("days-status", days_status.SchoolDaysRow, days_status.ProgrammeDays),
        Answer("days-status", days_status.SchoolDaysRow, days_status.AllianceDays),
        Answer("days-status", days_status.AllianceDaysRow),
    ),
    "days list": (Answer("days", days_status.DayRow),),
    "plan show": (Answer("plan", action_plans.ActionRow, action_plans.PlanVersion),),
    "milestone list": (Answer("milestones", milestones.MilestoneRow),),
    "kpi-status": (Answer("kpi-status", status.KpiStatusRow, status.StatusCounts),),
    "kpi list": (Answer("kpi-list", readings.KpiRow),),
    "kpi readings": (Answer("kpi-readings", readings.KpiReadingRow),),
    "kpi reviews": (Answer("kpi-reviews", readings.KpiReviewRow),),
    "kpi templates": (Answer("kpi-templates", readings.KpiTemplateRow),),
    "expectations": (Answer("expectations", expectations.ExpectationRow),),
    "isg calendar": (Answer("isg-calendar", meetings.MeetingRow, meetings.NextMeeting),),
    "isg members": (Answer("isg-members", group.MemberRow),),
    "isg minutes": (Answer("isg-minutes", group.MinuteRow),),
    "isg advice": (Answer("isg-advice", advice.AdviceRow),),
    "comment list": (Answer("comment", comments.CommentRow),),
    "escalate list": _ESCALATIONS,
    "escalate check": (Answer("escalate-check", stages.RecommendationRow),),
    "tsa-review list": (Answer("tsa-review-list", commissioning.CommissioningRow),),
    "tsa-review of": (Answer("tsa-review", commissioning.CaseLine, commissioning.WholeCase),),
    "session list": (Answer("session-list", sessions.SessionRow, sessions.FollowThroughRate),),
    "session places": (Answer("session-places", sessions.PlaceRow),),
    "talent list": (Answer("talent-list", talent.TalentRow),),
    "conference list": (
        Answer("conference-list", conference.PracticeRow, conference.WithoutPractice),
    ),
    "conference commitments": (Answer("conference-commitments", conference.CommitmentRow),),
    "capacity": (Answer("capacity", capacity.CapacityRow),),
}
