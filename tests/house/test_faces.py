"""The faces we ship are the files whose sums stand beside them, each with its licence."""

from hashlib import sha256
from pathlib import Path

FONTS = Path(__file__).resolve().parents[2] / "src/hanse/typeset/fonts"


def test_every_face_matches_its_sum_and_every_sum_has_its_face() -> None:
    sums = dict(reversed(line.split("  ")) for line in (FONTS / "SHA256SUMS").read_text(encoding="ascii").splitlines())
    files = {path.name for path in FONTS.iterdir() if path.suffix in (".ttf", ".otf", ".txt")}
    assert set(sums) == files
    for name, wanted in sums.items():
        assert sha256((FONTS / name).read_bytes()).hexdigest() == wanted, name


def test_every_face_is_small_named_and_licensed() -> None:
    told = (FONTS / "README.md").read_text(encoding="utf-8")
    for path in FONTS.glob("*.?tf"):
        assert path.stat().st_size < 800_000, path.name
        assert path.stem.split("-")[0] in told, path.name
    for licence in FONTS.glob("OFL-*.txt"):
        assert "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8").upper()
        assert licence.name in told
