"""What others wrote and we ship to browsers is, byte for byte, what was checked, and has its licence beside it."""

from hashlib import sha256
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "hanse"
FOLDERS = sorted({path.parent for path in SOURCE.rglob("static/**/vendor/*/*") if path.is_file()})


def test_there_is_something_to_check() -> None:
    assert any(folder.name.startswith("jsqr-") for folder in FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_file_matches_its_sum_and_every_sum_has_its_file(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    sums = {name: wanted for wanted, name in (line.split("  ") for line in lines)}
    assert set(sums) == {path.name for path in folder.iterdir()} - {"SHA256SUMS", "README.md"}
    for name, wanted in sums.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == wanted, name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_folder_names_its_version_its_source_and_its_licence(folder: Path) -> None:
    told = (folder / "README.md").read_text(encoding="utf-8")
    assert folder.name.rpartition("-")[2] in told
    assert "Source:" in told
    assert "License" in (folder / "LICENSE").read_text(encoding="utf-8")
