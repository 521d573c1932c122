"""One run of Typst in a process of its own: `worker.py sheet.typ fonts pdf seconds <data.json >sheet.pdf`.

With `png pixels-per-inch` instead of `pdf seconds` it makes a picture.
"""

import sys
from pathlib import Path

import typst


def main() -> int:
    """Compile; what Typst refuses or warns of goes to standard error."""
    sheet, fonts, form, number = sys.argv[1:]
    is_picture = form == "png"
    try:
        made, warnings = typst.compile_with_warnings(
            sheet,
            root=str(Path(sheet).parent),
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="png" if is_picture else "pdf",
            ppi=float(number) if is_picture else None,
            sys_inputs={"data": sys.stdin.buffer.read().decode()},
            pdf_standards=None if is_picture else ["ua-1"],
            timestamp=None if is_picture else int(number),
        )
    except RuntimeError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    for warning in warnings:
        sys.stderr.write(f"{warning}\n")
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
