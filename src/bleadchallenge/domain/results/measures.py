"""The subjects and measures of key stage 2, and a school's results of one year."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Subject(StrEnum):
    """The three subjects of the headline measures."""

    READING = "reading"
    WRITING = "writing"
    MATHS = "maths"


class Measure(StrEnum):
    """A published figure: percentages of pupils, progress scores and their limits."""

    RWM_EXPECTED = "rwm_expected"
    RWM_HIGHER = "rwm_higher"
    RWM_EXPECTED_DISADVANTAGED = "rwm_expected_disadvantaged"
    RWM_EXPECTED_OTHERS = "rwm_expected_others"
    READING_EXPECTED = "reading_expected"
    READING_HIGHER = "reading_higher"
    WRITING_EXPECTED = "writing_expected"
    WRITING_HIGHER = "writing_higher"
    MATHS_EXPECTED = "maths_expected"
    MATHS_HIGHER = "maths_higher"
    GPS_EXPECTED = "gps_expected"
    READING_TEACHER_ASSESSED = "reading_teacher_assessed"
    MATHS_TEACHER_ASSESSED = "maths_teacher_assessed"
    READING_PROGRESS = "reading_progress"
    READING_PROGRESS_UPPER = "reading_progress_upper"
    WRITING_PROGRESS = "writing_progress"
    WRITING_PROGRESS_UPPER = "writing_progress_upper"
    MATHS_PROGRESS = "maths_progress"
    MATHS_PROGRESS_UPPER = "maths_progress_upper"
    RWM_LEVEL_4 = "rwm_level_4"
    READING_EXPECTED_PROGRESS = "reading_expected_progress"
    WRITING_EXPECTED_PROGRESS = "writing_expected_progress"
    MATHS_EXPECTED_PROGRESS = "maths_expected_progress"


COLUMNS: Final[Mapping[Measure, str]] = MappingProxyType(
    {
        Measure.RWM_EXPECTED: "PTRWM_EXP",
        Measure.RWM_HIGHER: "PTRWM_HIGH",
        Measure.RWM_EXPECTED_DISADVANTAGED: "PTRWM_EXP_FSM6CLA1A",
        Measure.RWM_EXPECTED_OTHERS: "PTRWM_EXP_NotFSM6CLA1A",
        Measure.READING_EXPECTED: "PTREAD_EXP",
        Measure.READING_HIGHER: "PTREAD_HIGH",
        Measure.WRITING_EXPECTED: "PTWRITTA_EXP",
        Measure.WRITING_HIGHER: "PTWRITTA_HIGH",
        Measure.MATHS_EXPECTED: "PTMAT_EXP",
        Measure.MATHS_HIGHER: "PTMAT_HIGH",
        Measure.GPS_EXPECTED: "PTGPS_EXP",
        Measure.READING_TEACHER_ASSESSED: "PTREADTA_EXP",
        Measure.MATHS_TEACHER_ASSESSED: "PTMATTA_EXP",
        Measure.READING_PROGRESS: "READPROG",
        Measure.READING_PROGRESS_UPPER: "READPROG_UPPER",
        Measure.WRITING_PROGRESS: "WRITPROG",
        Measure.WRITING_PROGRESS_UPPER: "WRITPROG_UPPER",
        Measure.MATHS_PROGRESS: "MATPROG",
        Measure.MATHS_PROGRESS_UPPER: "MATPROG_UPPER",
        Measure.RWM_LEVEL_4: "PTREADWRITTAMATX",
        Measure.READING_EXPECTED_PROGRESS: "PT2READ",
        Measure.WRITING_EXPECTED_PROGRESS: "PT2WRITTA",
        Measure.MATHS_EXPECTED_PROGRESS: "PT2MATH",
    }
)
"""The column of the performance tables; its capitals vary by year.

The last four stand in the tables up to 2014/15, the others from 2015/16 on.
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """A progress score and its 95 % limits, in scaled score points; ``None`` unknown."""

    score: float | None = None
    lower: float | None = None
    upper: float | None = None


UNKNOWN_PROGRESS: Final = Progress()


@dataclass(frozen=True, slots=True)
class Results:
    """A school's results of one year, from 2015/16 on.

    ``rwm_expected`` is the percentage of pupils at the expected standard in
    reading, writing and maths; ``None`` where it is not known. ``outside`` says why
    floor and coasting do not hold for the school in this year; empty where they do.
    """

    rwm_expected: float | None = None
    reading: Progress = UNKNOWN_PROGRESS
    writing: Progress = UNKNOWN_PROGRESS
    maths: Progress = UNKNOWN_PROGRESS
    pupils: int | None = None
    outside: str = ""

    def progress(self, subject: Subject) -> Progress:
        """The progress in one subject."""
        by_subject = {
            Subject.READING: self.reading,
            Subject.WRITING: self.writing,
            Subject.MATHS: self.maths,
        }
        return by_subject[subject]


@dataclass(frozen=True, slots=True)
class LevelResults:
    """A school's results of 2013/14 or 2014/15, when levels were awarded.

    All are percentages of pupils: at level 4 or above in reading, writing and
    maths, and making the progress then expected in each; ``None`` unknown.
    """

    rwm_level_4: float | None = None
    reading: float | None = None
    writing: float | None = None
    maths: float | None = None

    def progress(self, subject: Subject) -> float | None:
        """The percentage making the expected progress in one subject."""
        by_subject = {
            Subject.READING: self.reading,
            Subject.WRITING: self.writing,
            Subject.MATHS: self.maths,
        }
        return by_subject[subject]


def progress_measure(subject: Subject) -> Measure:
    """The measure that holds a subject's progress score."""
    return Measure(f"{subject}_progress")


def upper_limit_measure(subject: Subject) -> Measure:
    """The measure that holds the upper limit of a subject's progress score."""
    return Measure(f"{subject}_progress_upper")


def expected_progress_measure(subject: Subject) -> Measure:
    """The measure of 2014 and 2015: pupils making the expected progress."""
    return Measure(f"{subject}_expected_progress")
