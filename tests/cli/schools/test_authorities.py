"""Which authority a school is of, where the sheet about it does not say."""

from builders import Programme, register

MAPPING = 'kind = "ks2"\nyear = "2016/17"\n[columns]\nURN = "URN"\nRWM = "PTRWM_EXP"\n'


def sheet(*urns: str) -> str:
    return "\n".join(["URN,RWM", *(f"{urn},53%" for urn in urns)]) + "\n"


def listed(programme: Programme, register_of: list[str], *urns: str) -> tuple[list[str], str]:
    programme.write(
        "2016-2017_330_spine.csv", register({urn: f"School {urn}" for urn in register_of})
    )
    programme.write("m.toml", MAPPING)
    programme.write("results.csv", sheet(*urns))
    programme.done("import-data 2016-2017_330_spine.csv")
    programme.done("import-data results.csv --mapping m.toml")
    answer = programme.done("schools --la 330 --year 2016/17 --format csv")
    told = programme.done("schools --la 330 --year 2016/17").err
    return [line.split(",")[0] for line in answer.out.splitlines()[1:]], told


AROUND = [str(100_000 + 2 * place) for place in range(10)]


def test_it_is_looked_up_in_the_register(programme: Programme) -> None:
    urns, told = listed(programme, ["900001", "900002"], "900001", "900007")
    assert urns == ["900001"]
    assert "taken for" not in told


def test_a_closed_school_is_of_the_authority_in_whose_run_its_number_stands(
    programme: Programme,
) -> None:
    urns, told = listed(programme, AROUND, "100009")
    assert urns == ["100009"]
    assert "no file gives the authority of 100009: taken for 330" in told


def test_a_number_at_the_edge_of_a_run_or_above_the_runs_is_left_out(programme: Programme) -> None:
    later = [str(140_000 + 2 * place) for place in range(10)]
    answer_for, _told = listed(programme, [*AROUND, *later], "100000", "100003", "140009")
    assert answer_for == ["100000"]


def test_another_authority_is_given_only_its_own(programme: Programme) -> None:
    listed(programme, ["900001"], "900001")
    assert programme.run("schools --la 850 --year 2016/17").code == 65
