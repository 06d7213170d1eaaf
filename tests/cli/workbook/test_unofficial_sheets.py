"""A colleague's sheet fills gaps and never takes the place of a published figure."""

import pytest

from builders import Programme

PUBLISHED = (
    "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,PTWRITTA_EXP,PTRWM_EXP_16\n"
    "1,330,2001,900001,Alder,30,53%,80%,50%\n"
)
SHEET = "URN,RWM\n900001,61%\n900002,44%\n"
MAPPING = 'kind = "ks2"\nyear = "2016/17"\n[columns]\n"URN" = "URN"\n"RWM" = "PTRWM_EXP"\n'


def figures(programme: Programme) -> dict[str, tuple[object, object]]:
    rows = programme.rows("schools --la 330 --year 2016/17")
    return {row["urn"]: (row["rwm_expected_pct"], row["writing_expected_pct"]) for row in rows}


@pytest.mark.parametrize("order", [("p", "s"), ("s", "p")], ids=["after", "before"])
def test_a_mapped_sheet_fills_gaps_and_replaces_nothing(
    programme: Programme, order: tuple[str, str]
) -> None:
    programme.with_schools().write("2016-2017_330_ks2final.csv", PUBLISHED)
    programme.write("sheet.csv", SHEET)
    programme.write("m.toml", MAPPING)
    lines = {
        "p": "import-data 2016-2017_330_ks2final.csv",
        "s": "import-data sheet.csv --mapping m.toml --release final",
    }
    for which in order:
        programme.done(lines[which])
    assert figures(programme) == {"900001": (53, 80), "900002": (44, None)}


def test_where_a_sheet_differs_from_what_is_published_it_is_said(programme: Programme) -> None:
    programme.with_schools().write("2016-2017_330_ks2final.csv", PUBLISHED)
    programme.write("sheet.csv", SHEET)
    programme.write("m.toml", MAPPING)
    programme.done("import-data 2016-2017_330_ks2final.csv")
    answer = programme.done("import-data sheet.csv --mapping m.toml --dry-run")
    assert "61 here and 53 there for 900001" in answer.err
    assert "the published release counts" in answer.out
