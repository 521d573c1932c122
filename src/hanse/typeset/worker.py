"""One run of Typst in a process of its own: `worker.py sheet.typ fonts seconds <data.json >sheet.pdf`."""

import sys
from pathlib import Path

import typst


def main() -> int:
    """Compile; what Typst refuses or warns of goes to standard error."""
    sheet, fonts, edition_at = sys.argv[1:]
    try:
        pdf, warnings = typst.compile_with_warnings(
            sheet,
            root=str(Path(sheet).parent),
            font_paths=[fonts],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": sys.stdin.buffer.read().decode()},
            pdf_standards=["ua-1"],
            timestamp=int(edition_at),
        )
    except RuntimeError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    for warning in warnings:
        sys.stderr.write(f"{warning}\n")
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
