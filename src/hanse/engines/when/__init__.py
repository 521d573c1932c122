"""Dates as people know them.

| words | EDTF (ISO 8601-2:2019) | precision |
| --- | --- | --- |
| Feb 21, 14:00 (GMT+9) | 2023-02-21T14:00:00+09:00 | minute |
| 31 Mar–1 Apr 2023, 09:00–17:00 Asia/Seoul | both instants, joined by `/` | minute |
| Nov 30 | 2023-11-30 | day |
| Mar 13-17; 28 Feb – 2 Mar | 2023-03-13/2023-03-17 | days |
| from Nov 30; until 31 May | 2023-11-30/.. ; ../2023-05-31 | days |
| about 12 June | 2023-06-12~ | day |
| first week of June | 2023-06-01~/2023-06-07~ | days |
| week of 12 June | 2023-06-12/2023-06-18 | week |
| early June | 2023-06-01~/2023-06-10~ | part |
| mid-May to July | 2023-05-11~/2023-07 | part |
| Sep | 2023-09 | month |
| June TBC | 2023-06~ | month |
| Jun – Aug; June/July; H1 | 2023-06/2023-08 | months |
| June and July | 2023-06/2023-07 | months |
| 2023 to 2024 | 2023-01/2024-12 | months |
| before June | ../2023-05 | months |
| Q3 | 2023-07/2023-09 | quarter |
| Year-round | 2023-01-01/2023-12-31 | all-year |
| 2026 | 2026 | year |
| TBC | 2023-XX | unknown |

"And" joins only what follows each other: "8 and 10 June" are two dates, and refused. Digits of every script are read.
What EDTF calls uncertain (`?`) or both (`%`) is kept as approximate (`~`): to a reader all three are "about".
`parse` reads, `format` writes for a reader of a language, `shift` moves to another year, `cadence` knows rules.
A page that shows a stored date needs `restore` and `format` only and never loads the `edtf` library.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from hanse.engines.when.cadence import Cadence, Rhythm, rhythm
from hanse.engines.when.formatting import format, format_in_zone, gmt
from hanse.engines.when.model import EXACT, NotADate, Precision, When, order_key, restore, zone_of
from hanse.engines.when.moving import shift

if TYPE_CHECKING:
    from hanse.engines.when.parsing import names_zone, parse

__version__ = "3"
__all__ = [
    "EXACT",
    "Cadence",
    "NotADate",
    "Precision",
    "Rhythm",
    "When",
    "format",
    "format_in_zone",
    "gmt",
    "names_zone",
    "order_key",
    "parse",
    "restore",
    "rhythm",
    "shift",
    "zone_of",
]


def __getattr__(name: str) -> Any:
    # The one late import of the house: loading `edtf` costs 90 ms of CPU, and pages only show dates.
    if name in ("names_zone", "parse"):
        return getattr(importlib.import_module("hanse.engines.when.parsing"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
