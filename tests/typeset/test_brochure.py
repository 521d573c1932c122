"""The sheet takes whatever it is given, and gives an accessible document."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from hanse.typeset.brochure import Block, Fact, Figure, Mark, Row, Run, typeset_brochure
from hanse.typeset.press import NotTypeset, press
from tests.typeset.making import make_brochure, make_entry
from tests.typeset.reading import bookmarks, is_accessible, links_of, read, squeezed, tags_of, text_of

HOSTILE = {
    "markup": '#import "x": y #let x = 1 #panic("no") #sys.inputs',
    "mathematics": "$ x^2 $ ] } ) */ // \\ ` <a> @b = c - d _e_ *f*",
    "a very long word": "W" * 300,
    "dashes": "-" * 200,
    "right to left": "مؤتمر المدن الذكية في الخليل",
    "pictures": "🎉👩‍👩‍👧 Forum",
    "control signs": "null\x00 bell\x07 \u202eturned\ufeff",
    "html": "<script>alert(1)</script> &amp; %s {{ x }}",
    "nothing": "",
    "space": " \n\t ",
    "half a letter": "\ud83d",
    "json": '"}, {"a": "\\u0000',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_set_as_text(text: str) -> None:
    pdf = typeset_brochure(
        make_brochure(make_entry(1, text), make_entry(2, text, state="cancelled"), network=text, theme=text, about=text)
    )
    assert is_accessible(pdf)
    if text.startswith(("#", "$", "<")):
        assert squeezed(text) in text_of(pdf)


def test_hostile_addresses_become_no_links() -> None:
    runs = (Run("words", href="javascript:alert(1)"), Run("more", href="https://good.example.org/"))
    pdf = typeset_brochure(make_brochure(make_entry(1, blocks=(Block(runs),), facts=(), url="file:///etc/passwd")))
    assert links_of(pdf) == {"https://good.example.org/", "mailto:desk@example.org", "https://example.org/2023/"}


def test_a_document_has_tags_a_title_bookmarks_and_an_outline_in_order() -> None:
    pdf = typeset_brochure(make_brochure(make_entry(1, "First"), make_entry(2, "Second")))
    assert is_accessible(pdf)
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Link", "/Figure", "/P"} <= tags_of(pdf)
    metadata = read(pdf).metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == ("title", "Network of Cities")
    assert [name for depth, name in bookmarks(pdf) if depth == 1] == [
        "contents", "by area", "by month", "at a glance", "Prize", "last", "live"
    ]  # fmt: skip
    assert [name for depth, name in bookmarks(pdf) if depth == 2] == ["First", "Second"]


def test_equal_data_make_equal_bytes_and_the_edition_is_their_only_clock() -> None:
    told = make_brochure(make_entry(1))
    assert typeset_brochure(told) == typeset_brochure(told)
    later = typeset_brochure(replace(told, edition_at=datetime(2023, 6, 1, tzinfo=UTC)))
    assert later != typeset_brochure(told)
    assert b"D:20230601000000Z" in later


def test_names_of_sixty_letters_keep_to_the_sheet() -> None:
    name = "Büyükşehir Belediyesi Sürdürülebilir Kentleşme Daire Başkanlığı"
    assert len(name) > 60
    pdf = typeset_brochure(make_brochure(make_entry(1, name), make_entry(2, name.replace(" ", ""))))
    assert text_of(pdf).count(squeezed(name)) >= 6


def test_long_entries_run_on_over_pages_and_lose_nothing() -> None:
    blocks = tuple(Block((Run(f"Paragraph {number} " + "word " * 80 + f"end{number}."),)) for number in range(40))
    text = text_of(typeset_brochure(make_brochure(make_entry(1, blocks=blocks))))
    assert all(f"end{number}." in text for number in range(40))


def test_two_hundred_entries_keep_to_the_size() -> None:
    pdf = typeset_brochure(make_brochure(*(make_entry(number, f"Activity {number}") for number in range(200))))
    assert len(pdf) < 3_000_000
    assert "Activity199" in text_of(pdf)


@pytest.mark.parametrize("shape", ["dot", "span", "month", "year", "open"])
@pytest.mark.parametrize("state", ["known", "tentative", "cancelled"])
def test_every_mark_can_be_drawn_at_both_edges_of_the_year(shape: str, state: str) -> None:
    marks = [Mark(shape, state, start, end, known) for start, end, known in ((0, 0, 0), (1, 1, 1), (0, 1, 0.5))]  # type: ignore[arg-type]  # parametrised
    pdf = typeset_brochure(make_brochure(*(make_entry(n, mark=mark) for n, mark in enumerate(marks))))
    assert is_accessible(pdf)


def test_numbers_by_month_stand_where_there_are_too_many_marks() -> None:
    row = Row("prize", "Prize", 3, (), (0, 1, 2, 3, 40, 5, 6, 7, 8, 9, 10, 0))
    pdf = typeset_brochure(make_brochure(figure=Figure("A picture", tuple("JFMAMJJASOND"), (row,))))
    assert "40" in text_of(pdf)


def test_a_year_of_which_nothing_is_known_is_still_a_document() -> None:
    told = make_brochure(
        areas=(), months=(), sections=(), desk=(), theme="", lead="", about="", figure=Figure("", ("",) * 12, ())
    )
    assert is_accessible(typeset_brochure(told))


def test_a_fact_may_be_empty() -> None:
    assert is_accessible(typeset_brochure(make_brochure(make_entry(1, facts=(Fact("", ()),), mark=None, programme=""))))


def test_a_sheet_that_cannot_be_set_says_why() -> None:
    with pytest.raises(NotTypeset, match=r"contents|dictionary|key"):
        press("brochure", {"words": {}}, edition_at=datetime(2023, 1, 1, tzinfo=UTC))


def test_typst_has_nothing_to_warn_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as a layout that does not settle: page numbers would be wrong."""
    warned: list[bytes] = []
    run = subprocess.run

    def watched(*told: Any, **how: Any) -> Any:
        done = run(*told, **how)
        warned.append(done.stderr)
        return done

    monkeypatch.setattr(subprocess, "run", watched)
    typeset_brochure(make_brochure(*(make_entry(number, "Forum " * (number % 9 + 1)) for number in range(90))))
    assert warned == [b""]
