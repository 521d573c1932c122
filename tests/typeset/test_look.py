"""The sheet has the dyes and signs of the pages."""

import re
from pathlib import Path

from hanse.typeset.press import SHEETS

UI = Path(__file__).resolve().parents[2] / "src/hanse/ui/static/ui"
DYES = {
    "kickoff": "saffron", "prize": "kermes", "governance": "woad", "matchmaking": "verdigris", "capacity": "lichen",
    "research": "orchil", "networking": "azurite", "regional": "weld",
}  # fmt: skip
LOOK = (SHEETS / "look.typ").read_text(encoding="utf-8")


def test_the_dyes_are_those_of_the_tokens() -> None:
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (UI / "css/tokens.css").read_text().split("@media")[0]))
    for area, dye in DYES.items():
        assert f'{area}: (ink: rgb("{tokens[f"{dye}-ink"]}"), fill: rgb("{tokens[f"{dye}-fill"]}"))' in LOOK
    for name, token in {"ink": "ink", "ink-2": "ink-2", "ink-3": "ink-3", "hair": "rule", "paper": "paper"}.items():
        assert f'#let {name} = rgb("{tokens[token]}")' in LOOK


def test_the_signs_are_those_of_the_pages() -> None:
    signs = re.findall(r'<symbol id="s-(\w+)" viewBox="0 0 24 24">(.*?)</symbol>', (UI / "signs.svg").read_text())
    assert {area for area, _ in signs} == set(DYES)
    for area, drawn in signs:
        assert f'  {area}: "{drawn.replace(chr(34), chr(39))}",' in LOOK
