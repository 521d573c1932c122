"""Files: what they are by their bytes, and what is not taken."""

import io
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from hanse.calendar.registration.papers import archives, checking
from hanse.calendar.registration.papers.checking import MOST_OCTETS, BadPaper, check_paper, check_size

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **options)
    return out.getvalue()


def archive(**parts: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def docx(**more: bytes | str) -> bytes:
    return archive(**{"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w/>", **more})


def refused(name: str, content: bytes) -> str:
    with pytest.raises(BadPaper) as fault:
        check_paper(name, content)
    return fault.value.sentence


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.pdf", PDF),
        ("Passport.JPG", picture()),
        ("map.png", picture("PNG")),
        ("map.webp", picture("WEBP")),
        ("letter.docx", docx()),
        ("list.xlsx", archive(**{"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<x/>"})),
        ("letter.odt", archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<o/>"})),
    ],
)
def test_what_is_taken(name: str, content: bytes) -> None:
    assert check_paper(name, content).name == name


def test_a_file_that_lies_about_its_type_is_refused_with_what_it_is() -> None:
    assert "the file is PNG inside" in refused("letter.pdf", picture("PNG"))
    assert "the file is PDF inside" in refused("photo.jpg", PDF)
    assert "the file is Word inside" in refused("list.xlsx", docx())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("picture.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("program.pdf", b"MZ\x90\x00" + b"\x00" * 200),
        ("text.pdf", b"just words"),
        ("movie.jpg", b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 100),
    ],
)
def test_other_kinds_are_refused_with_those_that_are_taken(name: str, content: bytes) -> None:
    assert "PDF, JPEG, PNG" in refused(name, content)


def test_old_office_files_are_refused() -> None:
    assert "old Office" in refused("letter.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


@pytest.mark.parametrize(
    "part",
    ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "word/activeX/activeX1.xml", "word/embeddings/Book1.xlsx",
     "Basic/Standard/Module1.xml", "Scripts/python/run.py", "word/run.EXE"],
)  # fmt: skip
def test_what_carries_macros_or_files_inside_is_refused(part: str) -> None:
    assert "macros" in refused("letter.docx", docx(**{part: b"x"}))


def test_a_macro_type_under_a_harmless_name_is_refused() -> None:
    types = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    content = archive(**{"[Content_Types].xml": types, "word/document.xml": "<w/>"})
    assert "macros" in refused("letter.docx", content)


def test_a_plain_archive_is_refused() -> None:
    assert "Archives are not taken" in refused("letter.docx", archive(**{"letter.pdf": PDF}))


def test_a_zip_bomb_is_refused_without_being_unpacked() -> None:
    bomb = docx(**{"word/media/image1.bmp": b"\x00" * (30 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert "many times larger inside" in refused("letter.docx", bomb)


def test_a_bomb_of_many_small_parts_is_refused() -> None:
    many = docx(**{f"word/part{n}.xml": "x" for n in range(archives.MOST_MEMBERS)})
    assert "many times larger inside" in refused("letter.docx", many)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(docx(**{"word/media/image1.bmp": b"\x00" * 5_000_000}))
    # The size that the directory states, made small: what comes out is not what was promised.
    place = content.rfind(struct.pack("<L", 5_000_000))
    content[place : place + 4] = struct.pack("<L", 1000)
    assert refused("letter.docx", bytes(content))


def test_a_damaged_archive_is_refused() -> None:
    content = docx(**{"word/media/a.txt": zlib.compress(b"x" * 1000) * 50})
    assert "damaged or locked" in refused("letter.docx", content[:-200])


def test_50_mb_are_refused_before_they_are_read() -> None:
    with pytest.raises(BadPaper) as fault:
        check_size(50 * 1024 * 1024)
    assert fault.value.sentence.startswith("The file has 50 MB; up to 10 MB are taken.")
    check_size(MOST_OCTETS)


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refused("letter.pdf", b"")


def test_pictures_lose_where_and_by_whom_they_were_taken() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Amara"
    exif[0x0112] = 6  # to be shown turned by 90 degrees
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 59.0)
    taken = picture(exif=exif.tobytes(), comment=b"secret words")
    assert b"Camera of Amara" in taken
    kept = check_paper("photo.jpg", taken).content
    assert b"Camera of Amara" not in kept
    assert b"secret words" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert len(shown.getexif()) == 0
        assert shown.size == (20, 40)


def test_pictures_carry_nothing_behind_their_end() -> None:
    hidden = picture("PNG") + b"PK\x03\x04 and a program"
    assert b"and a program" not in check_paper("map.png", hidden).content


def test_a_picture_of_too_many_dots_is_refused_before_it_is_decoded() -> None:
    content = bytearray(picture("PNG"))
    content[16:24] = struct.pack(">LL", 60_000, 60_000)
    content[29:33] = struct.pack(">L", zlib.crc32(bytes(content[12:29])))
    assert "40 million dots" in refused("map.png", bytes(content))


def test_a_damaged_picture_is_refused() -> None:
    assert "damaged" in refused("photo.jpg", picture(size=(400, 400))[:500])


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\Users\\me\\letter.pdf", "letter.pdf"),
        ("../../etc/letter.pdf", "letter.pdf"),
        ("여권 사본.pdf", "여권 사본.pdf"),
        ("رسالة.pdf", "رسالة.pdf"),
        ("a\u202egpj.pdf", "agpj.pdf"),
        ("l" * 300 + ".pdf", "l" * 196 + ".pdf"),
    ],
)
def test_names_of_files_are_tidied(name: str, kept: str) -> None:
    assert check_paper(name, PDF).name == kept


def test_kinds_that_are_taken_are_said_completely() -> None:
    assert len(checking.TAKEN.split(", ")) == len(checking.KINDS)


def pdf(*objects: bytes) -> bytes:
    parts = [b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1)]
    return b"%PDF-1.7\n" + b"".join(parts) + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


def packed(content: bytes, kind: bytes = b"/Type /ObjStm ") -> bytes:
    squeezed = zlib.compress(content)
    return b"<<%s/Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream" % (kind, len(squeezed), squeezed)


SCRIPT = b"<</S /JavaScript /JS (app.alert(1))>>"


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"<</Type /Catalog /OpenAction %s>>" % SCRIPT),
        pdf(b"<</Type /Catalog /OpenAction 2 0 R>>", SCRIPT),
        pdf(b"<</Type /Catalog>>", b"<</S /J#61vaScript /#4AS (app.alert(1))>>"),
        pdf(b"<</Type /Catalog>>", packed(b"2 0 " + SCRIPT)),
        pdf(b"<</Type /Catalog /OpenAction <</S /URI /URI (https://evil.example)>>>>"),
        pdf(b"<</Type /Catalog /OpenAction 2 0 R>>", b"<</S /URI /URI (https://evil.example)>>"),
        pdf(b"<</Type /Catalog>>", b"<</S /Launch /F (cmd.exe)>>"),
    ],
)
def test_a_pdf_that_acts_by_itself_is_not_taken(content: bytes) -> None:
    assert "acts by itself" in refused("letter.pdf", content)


@pytest.mark.parametrize(
    "content",
    [
        pdf(b"<</Type /Catalog /OpenAction [3 0 R /XYZ null null 0]>>"),
        pdf(b"<</Type /Catalog /OpenAction <</S /GoTo /D [3 0 R /Fit]>>>>"),
        pdf(b"<</Type /Catalog>>", b"<</Type /Annot /A <</S /URI /URI (https://kampala.example)>>>>"),
        pdf(b"<</Type /Catalog>>", packed(b"BT (/JS /JavaScript /Launch) Tj ET", b"")),
        pdf(b"<</Type /Catalog>>", packed(b"2 0 <</Type /Font /BaseFont /JSans>>")),
        pdf(b"<</Type /Catalog>>", b"<</Type /ObjStm>>\nstream\nnot packed at all\nendstream"),
    ],
)
def test_a_pdf_with_links_and_a_first_page_is_taken(content: bytes) -> None:
    assert check_paper("letter.pdf", content).content == content
