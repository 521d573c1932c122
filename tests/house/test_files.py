"""The reference of the files is what the code checks."""

from pathlib import Path

from hanse.calendar.loading.describing import APART, MEANINGS, reference
from hanse.calendar.loading.schema import FILES, TRANSLATIONS

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "files.md"


def test_every_file_and_column_is_documented() -> None:
    written = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    assert written == reference(), "write it anew: python -m tests.house.write_commands"


def test_what_is_explained_is_there() -> None:
    columns = {(file.name, column.name) for file in (*FILES, TRANSLATIONS) for column in file.columns}
    assert set(APART) <= columns
    assert set(MEANINGS) <= {name for _, name in columns}


def test_the_pages_that_the_year_names_are_there() -> None:
    text = (ROOT / "years/2023/README.md").read_text(encoding="utf-8")
    assert "docs/reference/files.md" in text
    for file in (*FILES, TRANSLATIONS):
        assert f"`{file.name}`" in text
