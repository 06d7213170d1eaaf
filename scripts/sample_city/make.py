"""Write all the sample files into a folder."""

from pathlib import Path

from sample_city import colleague, comparators, ks2, programme, pupil_file, register, rolls
from sample_city.story import make as story

Content = str | bytes


def contents() -> dict[str, Content]:
    """Make every file, by its path inside the folder."""
    published: dict[str, Content] = {
        "2015-2016_330_ks2final.csv": ks2.table(2016),
        "2016-2017_330_ks2final.csv": ks2.table(2017),
        "2017-2018_330_ks2provisional.csv": ks2.table(2018, ks2.PROVISIONAL),
        "2017-2018_330_ks2final.csv": ks2.table(2018),
        "2018-2019_330_ks2final.csv": ks2.table(2019),
        "2016-2017_330_census.csv": rolls.census(2017),
        "2017-2018_330_census.csv": rolls.census(2018),
        "2016-2017_330_abs.csv": rolls.absence(2017),
        "2016-2017_330_spine.xlsx": register.spine(),
        "2016-2017_330_ofsted-schools.xlsx": register.inspections(),
        "la_ks2_2016_2019.csv": comparators.by_authority(),
    }
    others: dict[str, Content] = {
        "pupils/2017-2018_900011_ks2_pupils.csv": pupil_file.pupil_rows(),
        "people/city_results_2017.xlsx": colleague.city_results(),
        "people/attendance_spring_2018.csv": colleague.attendance(),
        "people/visits_autumn_2017.csv": colleague.visits(),
        "programme/schools.csv": programme.schools(),
        "programme/alliances.csv": programme.alliances(),
        "programme/people.csv": programme.people(),
    }
    told: dict[str, Content] = dict(story.contents())
    return {f"published/{name}": content for name, content in published.items()} | others | told


def write(folder: Path) -> list[Path]:
    """Write every file under the folder, making what is missing; give back the paths.

    Records of an older telling of the story are taken away first.
    """
    for old in (folder / "programme" / "records").glob("*"):
        old.unlink()
    paths = []
    for name, content in contents().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        paths.append(path)
    return paths
