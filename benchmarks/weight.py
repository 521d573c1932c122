"""What a first visit weighs: everything that Chromium fetches for a page with an empty cache, as it travels."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = Path("/usr/bin/chromium")
PAGES = (
    "/",
    "/2023/list/",
    "/2023/09/",
    "/activities/general-assembly-2023/",
    "/organisations/",
    "/organisations/seoul/",
)
LIMIT = 150_000  # bytes


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """The year 2023 behind gunicorn, as `make demo` serves it."""
    with tempfile.TemporaryDirectory(prefix="hanse-weight-") as folder:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{probe.getsockname()[1]}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HANSE_")}
        environment = {
            **kept, "HANSE_DEMO": "yes", "HANSE_DATA_DIR": folder, "HANSE_TODAY": "2023-05-16",
            "HANSE_BASE_URL": f"http://{address}", "DJANGO_SETTINGS_MODULE": "hanse.settings",
        }  # fmt: skip
        for arguments in (["migrate", "-v0"], ["load", "years/2023"], ["collectstatic", "--noinput", "-v0"]):
            command = [sys.executable, "-m", "hanse.cli", *arguments]
            subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-m", "gunicorn", "hanse.wsgi", "--bind", address, "--log-level", "error"]
        with subprocess.Popen(command, env=environment, cwd=ROOT) as server:
            try:
                _wait(f"http://{address}/healthz")
                yield f"http://{address}"
            finally:
                server.terminate()


def _wait(address: str) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise TimeoutError(address)


def measure() -> dict[str, dict[str, int]]:
    """For each page the bytes on the wire by kind, headers included."""
    found: dict[str, dict[str, int]] = {}
    with demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        for address in PAGES:
            context = browser.new_context(viewport={"width": 1280, "height": 900})
            page = context.new_page()
            kinds: dict[str, int] = {}
            tool = context.new_cdp_session(page)
            tool.send("Network.enable")
            asked: dict[str, str] = {}
            tool.on("Network.responseReceived", lambda e, a=asked: a.__setitem__(e["requestId"], e["type"]))

            def add(event: dict[str, object], a: dict[str, str] = asked, k: dict[str, int] = kinds) -> None:
                kind = a.get(str(event["requestId"]), "Other")
                k[kind] = k.get(kind, 0) + int(str(event["encodedDataLength"]).partition(".")[0])

            tool.on("Network.loadingFinished", add)
            page.goto(site + address, wait_until="networkidle")
            context.close()
            found[address] = kinds
        browser.close()
    return found


def main() -> int:
    """A line for each page; 1 when one is too heavy."""
    if not CHROMIUM.exists():
        sys.stdout.write("Page weight: Chromium is not installed, so nothing was measured.\n")
        return 0
    heavy = 0
    for address, kinds in measure().items():
        total = sum(kinds.values())
        parts = ", ".join(f"{kind.lower()} {size / 1000:.0f}" for kind, size in sorted(kinds.items()))
        verdict = "" if total <= LIMIT else "  ABOVE THE LIMIT"
        heavy += total > LIMIT
        sys.stdout.write(f"{address:40} {total / 1000:6.1f} kB ({parts}){verdict}\n")
    return int(heavy > 0)


if __name__ == "__main__":
    sys.exit(main())
