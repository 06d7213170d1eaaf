"""Which file speaks of a school's year, and as whom."""

from datetime import date

import pytest

from bleadchallenge.domain.schools.identity import LinkKind
from bleadchallenge.store.results.year_results import ResultSet, result_set
from builders import Programme
from figures_at_hand import SAMPLE, with_city

YEARS = ("201516", "201617", "201718")


def _book(programme: Programme, *urns: str, years: tuple[str, ...] = YEARS) -> ResultSet:
    with programme.store.read() as reader:
        return result_set(reader, years, urns=urns)


def test_the_latest_release_of_a_year_counts(programme: Programme) -> None:
    provisional = "2017-2018_330_ks2provisional.csv"
    with_city(programme, provisional)
    found = _book(programme, "900005").of("900005", "201718")
    assert found is not None
    assert found.line.source.release == "final"


def test_a_year_whose_own_file_is_in_is_never_read_from_a_later_one(programme: Programme) -> None:
    with_city(programme)
    found = _book(programme, "900005")
    assert not any(found.of("900005", year).republished for year in YEARS)  # type: ignore[union-attr]


def test_a_converter_academys_earlier_years_are_its_predecessors(programme: Programme) -> None:
    with_city(programme)
    found = _book(programme, "900066")
    before = found.of("900066", "201617")
    assert before is not None
    assert before.line.urn == "900009"
    assert not before.republished


def test_a_sponsored_academy_has_no_earlier_years(programme: Programme) -> None:
    with_city(programme)
    found = _book(programme, "900067", years=(*YEARS, "201819"))
    assert found.of("900067", "201617") is None
    assert [link.kind for link in found.identities.of("900067").before] == [LinkKind.SPONSORED]


def test_an_amalgamation_is_told_from_a_conversion(programme: Programme) -> None:
    with_city(programme)
    found = _book(programme, "900060")
    said = found.identities.of("900060")
    assert {link.kind for link in said.before} == {LinkKind.AMALGAMATED}
    assert said.predecessor is None
    assert found.of("900060", "201516") is None
    assert said.words(date(2017, 9, 1))


@pytest.mark.parametrize("year", ["201516", "201617"])
def test_with_one_file_alone_its_earlier_years_are_what_it_publishes_again(
    programme: Programme, year: str
) -> None:
    programme.done(f"import-data {SAMPLE / '2017-2018_330_ks2final.csv'}")
    found = _book(programme, "900005").of("900005", year)
    assert found is not None
    assert found.republished
    address = found.address("rwm_expected_pct")
    assert address is not None
    assert address.column == f"PTRWM_EXP_{year[-2:]}"
    assert found.pupils is None
