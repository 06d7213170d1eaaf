"""One invented pupil, and what the standards say of the pupil's results."""

from dataclasses import dataclass

from sample_city.baseline import expected, limited

EXPECTED_SCORE = 100
HIGH_SCORE = 110
LOWEST_SCORE, TOP_SCORE = 80, 120
LOW_BELOW, HIGH_FROM = 12, 18
WORKING_AT_EXPECTED = frozenset({"GDS", "EXS"})


@dataclass(frozen=True, slots=True, eq=False)
class Pupil:
    """One invented pupil at the end of key stage 2.

    Scores are scaled scores, None for a pupil below the test or absent. ``points`` are what
    counts for progress, by subject; ``prior`` is the key stage 1 average, None if not known.
    """

    number: int
    girl: bool
    disadvantaged: bool
    language: int
    mobile: bool
    needs: str
    levels: tuple[str, str, str] | None
    prior: float | None
    absent: bool
    disapplied: bool
    latent: dict[str, float]
    scores: dict[str, int | None]
    writing: str
    science: bool
    assessed: dict[str, bool]
    points: dict[str, float]

    @property
    def band(self) -> str:
        """Name the prior attainment group: L, M, H, or NA when it cannot be worked out."""
        if self.prior is None:
            return "NA"
        if self.prior < LOW_BELOW:
            return "L"
        return "H" if self.prior >= HIGH_FROM else "M"

    @property
    def joint(self) -> bool:
        """Say whether reading, writing and maths all reach the expected standard."""
        return self.reaches("READ") and self.reaches("WRITTA") and self.reaches("MAT")

    @property
    def joint_high(self) -> bool:
        """Say whether all three reach the higher standard."""
        return self.excels("READ") and self.excels("WRITTA") and self.excels("MAT")

    def reaches(self, subject: str) -> bool:
        """Say whether the expected standard is reached in a subject."""
        if subject == "WRITTA":
            return self.writing in WORKING_AT_EXPECTED
        return (self.scores[subject] or 0) >= EXPECTED_SCORE

    def excels(self, subject: str) -> bool:
        """Say whether the higher standard is reached in a subject."""
        if subject == "WRITTA":
            return self.writing == "GDS"
        return (self.scores[subject] or 0) >= HIGH_SCORE

    def progress(self, subject: str, year: int, *, adjusted: bool = True) -> float | None:
        """Give the progress score, None for a pupil outside the measure."""
        if self.prior is None or self.disapplied or (self.absent and subject != "WRIT"):
            return None
        score = self.points[subject] - expected(self.prior, subject, year)
        return limited(score, self.prior, subject, year) if adjusted else score
