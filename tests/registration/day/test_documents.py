"""Every paper takes whatever names people have, and is the same as long as what it says is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils.translation import override

from hanse.calendar.registration.models import Certificate, Registration
from hanse.calendar.registration.passes import documents
from hanse.calendar.registration.passes.documents import Passport
from hanse.typeset.passes import (
    Present,
    picture_of_ticket,
    typeset_attendance,
    typeset_badges,
    typeset_certificate,
    typeset_letter,
    typeset_ticket,
)
from tests.factories.calendar import make_activity, make_area
from tests.factories.members import make_organisation
from tests.factories.registration_day import DURING, make_intake, make_registration
from tests.typeset.reading import bookmarks, is_accessible, read, squeezed, text_of

pytestmark = pytest.mark.django_db
BASE = "https://year.example.org"
NAMES = {
    "hangul": "김대중 (Dae-jung Kim)",
    "turkish": "Esra Yıldız-Büyükşehirlioğlu",
    "vietnamese": "Nguyễn Thị Minh Khai",
    "arabic": "محمد بن عبد الله الخليلي",
    "quotes": "O'Brien \"Bob\" “Rob” <b>&amp;",
    "markup": '#import "x": y $x^2$ ] } *f* _e_ `c` @l',
    "formula": "=HYPERLINK(\"http://evil.example\")",
    "300 letters": ("Maria de los Ángeles " * 15)[:300].strip(),
    "one word of 300 letters": "W" * 300,
    "a script without a face": "शहर हिन्दी",
    "signs": "🎉\u202eturned\x07",
    "nothing": "",
}  # fmt: skip
# What of a name can be read out of a PDF: right to left and boxes come out in an order of their own.
READABLE = ("hangul", "turkish", "vietnamese", "quotes", "markup", "formula", "300 letters", "one word of 300 letters")
PAPERS = ("ticket", "badges card", "badges a6", "certificate", "letter", "attendance")


@pytest.fixture
def paper() -> Callable[[str, str], bytes]:
    """A paper of a kind about somebody of a name, who has it for an office and an organisation as well."""

    def make(kind: str, name: str) -> bytes:
        activity = make_activity(title=(name or "Forum")[:200], venue=name[:200], area="governance")
        one = make_registration(
            make_intake(activity),
            name=name,
            office=name[:200],
            organisation=make_organisation(name=(name or "City")[:200]),
        )
        return typeset(kind, one)

    return make


def typeset(kind: str, one: Registration) -> bytes:
    match kind:
        case "ticket":
            return typeset_ticket(documents.ticket(one, base_url=BASE))
        case "badges card":
            return typeset_badges(documents.badges(one.intake.activity, [one] * 11, size="card", base_url=BASE))
        case "badges a6":
            return typeset_badges(documents.badges(one.intake.activity, [one] * 5, size="a6", base_url=BASE))
        case "certificate":
            given = Certificate(registration=one, code="K7QF3M2PXW9D", issued_at=DURING)
            return typeset_certificate(documents.certificate(given, base_url=BASE))
        case "letter":
            passport = Passport(one.name[:100], one.name[:40], date(1980, 2, 21), date(2030, 1, 1), "", one.name)
            letter = documents.visa_letter(one, passport, on=DURING.date(), made_at=DURING, base_url=BASE)
            return typeset_letter(letter)
    lines = [Present(one.name, one.office, one.office, "In person", "2023-03-14 10:00")] * 60
    return typeset_attendance(
        documents.attendance_list(one.intake.activity, lines, summary="60 came.", newest_at=DURING)
    )


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("which", NAMES)
def test_every_paper_takes_every_name_and_it_can_be_read_out(
    paper: Callable[[str, str], bytes], kind: str, which: str
) -> None:
    pdf = paper(kind, NAMES[which])
    assert is_accessible(pdf)
    if which in READABLE:
        # A badge is read across a table: a name of hundreds of letters is shortened there, and nowhere else.
        said = NAMES[which][:80] if kind.startswith("badges") else NAMES[which]
        assert squeezed(said) in text_of(pdf)


def test_a_long_name_is_shortened_on_a_badge_after_a_word() -> None:
    one = make_registration(name=NAMES["300 letters"])
    [badge] = documents.badges(one.intake.activity, [one], size="card", base_url=BASE).badges
    assert badge.name == "Maria de los Ángeles Maria de los Ángeles Maria de los Ángeles Maria de los Ángeles Maria …"
    assert documents.ticket(one, base_url=BASE).name == NAMES["300 letters"]


@pytest.mark.parametrize("kind", PAPERS)
def test_equal_data_make_equal_bytes(kind: str) -> None:
    one = make_registration(name="Amara Nakato")
    assert typeset(kind, one) == typeset(kind, one)


def test_a_ticket_is_one_page_with_a_title_and_a_head() -> None:
    pdf = typeset("ticket", make_registration(make_intake(make_activity(title="Forum"))))
    metadata = read(pdf).metadata
    assert metadata is not None
    assert metadata.title == "Ticket: Forum"
    assert [name for _depth, name in bookmarks(pdf)] == ["Forum"]
    assert len(read(pdf).pages) == 1


@pytest.mark.parametrize("name", [NAMES["arabic"], NAMES["300 letters"], NAMES["one word of 300 letters"]])
def test_certificates_and_tickets_keep_to_one_page(paper: Callable[[str, str], bytes], name: str) -> None:
    for kind in ("ticket", "certificate"):
        assert len(read(paper(kind, name)).pages) == 1


@pytest.mark.parametrize(("size", "per_page"), [("card", 10), ("a6", 4)])
def test_badges_fill_their_pages(size: str, per_page: int) -> None:
    one = make_registration(name="Amara")
    for count, pages in ((0, 1), (1, 1), (per_page, 1), (per_page + 1, 2)):
        sheet = documents.badges(
            one.intake.activity, [one] * count, size="a6" if size == "a6" else "card", base_url=BASE
        )
        pdf = typeset_badges(sheet)
        assert len(read(pdf).pages) == pages
        assert text_of(pdf).count("Amara") == count


def test_papers_are_worded_in_the_language_of_their_reader() -> None:
    activity = make_activity(title="Forum", translations={"ko": {"title": "시장 포럼"}})
    one = make_registration(make_intake(activity), name="김대중")
    with override("ko"):
        text = text_of(typeset("ticket", one))
    assert squeezed("시장 포럼") in text
    assert "2023년" in text


@pytest.mark.parametrize("area", ["kickoff", "prize", "governance", "matchmaking", "capacity", "research", "networking", "regional"])  # fmt: skip
def test_every_programme_has_its_paper(area: str) -> None:
    make_area(area)
    one = make_registration(make_intake(make_activity(area=area)))
    assert picture_of_ticket(documents.ticket(one, base_url=BASE)).startswith(b"\x89PNG")


def test_the_time_of_a_paper_is_the_newest_change_of_what_it_says() -> None:
    one = make_registration()
    later = DURING + timedelta(days=2)
    before = typeset("ticket", one)
    Registration.objects.filter(pk=one.pk).update(decided_at=later)
    one.refresh_from_db()
    assert typeset("ticket", one) != before
    assert f"D:{later:%Y%m%d%H%M%S}".encode() in typeset("ticket", one)


def test_an_attendance_list_of_many_repeats_its_head_and_loses_nobody() -> None:
    one = make_registration()
    lines = [Present(f"Person {n}.", "", "Kampala", "In person", "10:00") for n in range(300)]
    sheet = documents.attendance_list(one.intake.activity, lines, summary="", newest_at=DURING)
    pdf = typeset_attendance(sheet)
    text = text_of(pdf)
    assert all(f"Person{n}." in text for n in range(300))
    assert text.count(squeezed("Name and office")) == len(read(pdf).pages)
