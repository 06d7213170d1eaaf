"""What several tests of commands share, because it is costly to build."""

from pathlib import Path

import pytest

from builders import Programme
from evaluated import CHOSEN, DAY, PROVISIONAL, TABLES, built

INDICATORS = (
    "urn,code,name,side,heading,unit,direction,tolerance,source,measure,baseline,baseline_on,"
    "starts_on,target_T3\n"
    + "".join(
        f"{urn},KS2RWM,published results,school,teaching and learning,%,up,3,published,PTRWM_EXP,"
        f"45,2017-07-31,2017-12-11,52\n"
        for urn in CHOSEN[:4]
    )
)


@pytest.fixture(scope="session")
def evaluated_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample city's results, each release, with eight schools chosen and four promises."""
    files = [*TABLES[:2], PROVISIONAL, *TABLES[2:]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLEADCHALLENGE_CLOCK", f"{DAY}T09:00:00+00:00")
        folder = tmp_path_factory.mktemp("evaluation")
        return built(folder, files, CHOSEN, ("indicators.csv", INDICATORS))


@pytest.fixture
def city(evaluated_store: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A coordinator in January 2020, with a copy of that store."""
    copy = programme.folder / "evaluation.db"
    copy.write_bytes(evaluated_store.read_bytes())
    monkeypatch.setenv("BLEADCHALLENGE_STORE", str(copy))
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{DAY}T09:00:00+00:00")
    return programme
