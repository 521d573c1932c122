"""One run of Typst in a process of its own: `worker.py sheet.typ fonts seconds form <data.json >sheet.pdf`.

`form` is "pdf", or a number of dots an inch for a picture of the first page.
"""

import sys
from pathlib import Path
from typing import Any

import typst


def main() -> int:
    """Compile; what Typst refuses or warns of goes to standard error."""
    sheet, fonts, edition_at, form = sys.argv[1:]
    if form == "pdf":
        how: dict[str, Any] = {"format": "pdf", "pdf_standards": ["ua-1"]}
    else:
        how = {"format": "png", "ppi": float(form)}
    try:
        made, warnings = typst.compile_with_warnings(
            sheet,
            root=str(Path(sheet).parent),
            font_paths=[fonts],
            ignore_system_fonts=True,
            sys_inputs={"data": sys.stdin.buffer.read().decode()},
            timestamp=int(edition_at),
            **how,
        )
    except RuntimeError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    for warning in warnings:
        sys.stderr.write(f"{warning}\n")
    sys.stdout.buffer.write(made[0] if isinstance(made, list) else made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
