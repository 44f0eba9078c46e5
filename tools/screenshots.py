"""Take the pictures of docs/web.md: the pages of `recoupe serve --demo`, in Chromium. `python tools/screenshots.py`."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
PORT = 8797
HOME = f"http://127.0.0.1:{PORT}"


def main() -> int:
    """Serve the demo, look at it, end it; 1 where it cannot be reached."""
    command = [sys.executable, "-m", "recoupe", "serve", "--demo", "--port", str(PORT)]
    with subprocess.Popen(command) as served:
        try:
            front = _front()
            if not front:
                return 1
            stories = re.findall(r'href="(/story/[^"]+)"', front.partition("is-disputed")[2])
            story = _read(stories[0])
            claim = re.findall(r'href="(/claim/[^"]+)"', story)[0]
            actor = next(a for a in re.findall(r'href="(/actor/[^"]+)"', story) if 'class="ring"' in _read(a))
            network = re.findall(r'href="(/network/[^"]+)"', _read("/sites"))[0]
            tour = {"claim": claim, "actor": actor, "network": network, "search": "/search?q=Nordhavn"}
            _taken({"front": "/", "story": stories[0], **tour})
        finally:
            served.terminate()
    return 0


def _front() -> str:
    """The front page, once it comes."""
    for _ in range(120):
        try:
            with urllib.request.urlopen(HOME) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            time.sleep(0.5)
    return ""


def _read(path: str) -> str:
    with urllib.request.urlopen(HOME + path) as answer:
        return str(answer.read().decode())


def _taken(pages: dict[str, str]) -> None:
    with sync_playwright() as there:
        browser = there.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, path in pages.items():
            page.goto(HOME + path)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
