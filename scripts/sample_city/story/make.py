"""The story's files: the diary, and every list its imports name."""

from sample_city.story import growth, indicators, joining, plans, reviews, scrutiny, support
from sample_city.story.telling import Story


def contents() -> dict[str, str | bytes]:
    """Write every file of the story, by its path inside the sample's folder."""
    story = Story()
    for chapter in (joining, reviews, support, plans, indicators, growth, scrutiny):
        chapter.tell(story)
    return {"programme/diary.txt": story.diary(), **story.lists}
