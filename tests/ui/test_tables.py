"""Files as rows: what people send, and what they should not have sent."""

import io
import zipfile
from datetime import date

import pytest

from hanse.ui.tables import NeedsEncoding, NeedsSheet, NotReadable, read_table, samples
from hanse.year.importing.columns import guess
from hanse.year.importing.kinds.organisations import FIELDS
from hanse.year.importing.kinds.people import FIELDS as PEOPLE
from tests.factories.importing import workbook


@pytest.mark.parametrize(
    "text", ["name;kind\nA;city", "name,kind\nA,city", "name\tkind\nA\tcity", "sep=|\nname|kind\nA|city"]
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_separates_cells_is_seen(text: str, codec: str) -> None:
    table = read_table(text.encode(codec), name="a.csv")
    assert table.headings == ("name", "kind")
    assert [line.cells for line in table.lines] == [("A", "city")]


def test_hangul_in_cp949_asks_for_the_encoding_and_then_reads() -> None:
    content = "이름,종류\n서울,도시".encode("cp949")
    with pytest.raises(NeedsEncoding):
        read_table(content, name="a.csv")
    assert samples(content)["cp949"].startswith("이름,종류")
    assert read_table(content, name="a.csv", encoding="cp949").lines[0].cells == ("서울", "도시")


def test_lines_are_counted_over_cells_with_line_ends() -> None:
    table = read_table(b'name,kind\n"A\nB",city\nC,city', name="a.csv")
    assert [line.number for line in table.lines] == [2, 4]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.csv", "empty"),
        (b"name,kind\n", "a.csv", "only a heading"),
        (b"name\n" + b"A\n" * 20_001, "a.csv", "20,000"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.csv", "5 MB"),
        (b"name,kind\nA,city", "a.xlsx", "is no workbook"),
        (b"%PDF-1.7 ...", "a.csv", "no table"),
        (b"\xd0\xcf\x11\xe0....", "a.csv", "old kind"),
        (b"PK\x03\x04....", "a.xlsx", "damaged"),
        (b"PK\x03\x04....", "a.xlsm", "macros"),
        (b'name,kind\n"A,city\nB,city', "a.csv", "quotation mark"),
    ],
)
def test_a_file_that_is_no_table_says_why(content: bytes, name: str, says: str) -> None:
    with pytest.raises(NotReadable, match=says):
        read_table(content, name=name)


def _archive(parts: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = _archive({"[Content_Types].xml": b"", "xl/workbook.xml": b"0" * (61 * 1024 * 1024)})
    with pytest.raises(NotReadable, match="unpacks"):
        read_table(bomb, name="a.xlsx")


def test_macros_are_refused_whatever_the_file_is_called() -> None:
    with pytest.raises(NotReadable, match="macros"):
        read_table(_archive({"[Content_Types].xml": b"", "xl/vbaProject.bin": b"x"}), name="a.xlsx")


def test_an_archive_that_is_no_workbook_is_refused() -> None:
    with pytest.raises(NotReadable, match="archive"):
        read_table(_archive({"a.txt": b"x"}), name="a.xlsx")


def test_a_formula_is_refused_by_its_cell() -> None:
    table = read_table(workbook([["name", "kind"], ["A", "=1+1"], ["B", "city"]]), name="a.xlsx")
    assert "B2 is a formula" in table.lines[0].faults[1]
    assert not table.lines[1].faults


def test_days_and_whole_numbers_are_written_as_people_write_them() -> None:
    table = read_table(workbook([["a", "b"], [date(2023, 2, 21), 12.0]]), name="a.xlsx")
    assert table.lines[0].cells == ("2023-02-21", "12")


def test_several_sheets_ask_which() -> None:
    content = workbook([["a"], ["1"]], [["b"], ["2"]])
    with pytest.raises(NeedsSheet) as asked:
        read_table(content, name="a.xlsx")
    assert asked.value.names == ("Sheet1", "Sheet2")
    assert read_table(content, name="a.xlsx", sheet="Sheet2").headings == ("b",)


def test_a_row_that_is_too_long_is_told() -> None:
    assert read_table(b"a,b\n1,2,3", name="a.csv").lines[0].faults


def test_headings_are_understood_in_both_languages_and_with_a_slip() -> None:
    assert guess(FIELDS, ["기관명", "종류", "Contry", "위도"]) == {"name": 0, "kind": 1, "country": 2, "latitude": 3}
    assert guess(PEOPLE, ["E-Mail Address", "Full name", "Organization"]) == {"email": 0, "name": 1, "organisation": 2}
