"""Takes every page of the demonstration, wide and narrow, and lists what a machine can see wrong on it.

    python scripts/screens.py /tmp/pages                      every page
    python scripts/screens.py /tmp/pages --only 'desk:figures*' 'portal:*'
    python scripts/screens.py docs/screenshots --best

The demonstration is that of Friday 13 November 2026, 15 h 10: filled the first time in `--data` (a minute or two), and served
from here on that clock, in development mode, so that style sheets and templates are read again at each page. The first run
walks it as several people and keeps one address for each name of the URL resolver in `addresses.json`, beside the database.
The folder given receives a picture for each name and width, `index.html` (by area), and `problems.txt`.
"""

import argparse
import html
import io
import json
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from fnmatch import fnmatch
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import django
import time_machine
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

type Pages = dict[str, tuple[str, str]]
"""Name of the route → who looks, address."""

MOMENT = datetime(2026, 11, 13, 15, 10, tzinfo=ZoneInfo("Europe/Paris"))
WIDTHS = (1280, 390)
TALLEST = 9000
"""Pixels: what is longer is cut in the picture, not in the examination."""

DARK = (
    *("portal:home", "portal:booking-slot", "portal:appointment", "portal:group", "portal:kiosk", "account_login"),
    *("desk:my-day", "desk:agenda-week", "desk:group", "desk:figures"),
)
PRINTED = (
    *("portal:appointment", "portal:card", "portal:interest-paper", "portal:kiosk-paper", "portal:figures"),
    *("desk:my-day", "desk:agenda-week", "desk:queue-ticket", "desk:person-sheet", "desk:person-notice"),
    *("desk:roll-sheet", "desk:certificate", "desk:certificates", "desk:cycle-report", "desk:satisfaction-slips"),
    *("desk:figures", "gallery:paper"),
)
BEST = {
    "portal-home": ("portal:home", 1280, ""),
    "booking-slot": ("portal:booking-slot", 1280, ""),
    "booking-slot-mobile": ("portal:booking-slot", 390, ""),
    "workshop-public": ("portal:group", 1280, "/ateliers/installer-une-application-sans-se-faire-avoir/"),
    "kiosk": ("portal:kiosk", 1280, ""),
    "my-day": ("desk:my-day", 1280, ""),
    "agenda-week": ("desk:agenda-week", 1280, "/equipe/agenda/semaine/2026-11-13/"),
    "day-report": ("desk:report-day", 1280, ""),
    "person": ("desk:person", 1280, "/equipe/personnes/39/"),
    "cycle": ("desk:group", 1280, ""),
    "groups": ("desk:groups", 1280, ""),
    "stats": ("desk:figures", 1280, ""),
    "questions": ("desk:questions", 1280, ""),
    "programme": ("desk:programme", 1280, ""),
    "kit": ("desk:kit", 1280, "/equipe/communication/kits/1/"),
    "partners": ("desk:partners", 1280, ""),
    "refer": ("desk:refer", 1280, ""),
    "mandate": ("desk:mandate", 1280, ""),
    "article": ("portal:article", 1280, ""),
    "sheet": ("portal:sheet", 1280, ""),
    "thread": ("desk:thread", 1280, ""),
}
"""The README’s twenty-one: the name of the file, the page, how wide, and which one if the first reached won’t do."""

SHEET = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>Pages</title><style>
body {{ font: 15px system-ui; margin: 1rem }} figure {{ margin: 0 0 1rem }} figcaption {{ padding: .2rem 0 }}
img {{ height: 420px; max-width: 560px; object-fit: cover; object-position: top; border: 1px solid #999; margin-right: .5rem }}
</style>{body}</html>"""
EXAMINE = (Path(__file__).parent / "screens_examine.js").read_text()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", type=Path)
    options.add_argument("--data", type=Path, default=Path("/tmp/escale-screens"), help="the demonstration’s folder")
    options.add_argument("--only", nargs="+", default=["*"], metavar="PATTERN", help="names of routes: 'desk:figures*'")
    options.add_argument("--at", nargs="+", default=[], metavar="NAME=VISITOR=ADDRESS", help="these addresses instead")
    options.add_argument("--crawl", action="store_true", help="look for the addresses again")
    options.add_argument("--axe", action="store_true", help="ask axe too")
    options.add_argument("--best", action="store_true", help="only the README’s pictures")
    options.add_argument("--serve", type=int, metavar="PORT", help="take nothing; serve until Ctrl-C")
    chosen = options.parse_args()
    with time_machine.travel(MOMENT):
        found = ready(chosen.data, again=chosen.crawl)
        pages = chosen_pages(found["pages"], only=chosen.only, at=chosen.at)
        with served(chosen.serve or 0) as base:
            if chosen.serve:
                print(f"{base}/ , vendredi 13 novembre 2026", flush=True)
                return threading.Event().wait()
            with sync_playwright() as playwright:
                ours = import_module("escale.testing.browser")
                browser = playwright.chromium.launch(executable_path=ours.chromium_of_the_machine(), args=ours.FLAGS)
                camera = Camera(browser, base, found["sessions"], axe=chosen.axe)
                if chosen.best:
                    take_best(camera, found["pages"], chosen.out)
                else:
                    take_all(camera, pages, chosen.out)
                    write_sheet(chosen.out, pages, camera.problems, found["missing"])
    return 0


def chosen_pages(pages: Pages, *, only: list[str], at: list[str]) -> Pages:
    """The pages asked for by patterns, or by addresses ("empty-day=maelle=/equipe/jour/2026-12-25/")."""
    if at:
        split = [one.split("=", 2) for one in at]
        return {name: (visitor, address) for name, visitor, address in split}
    return {name: tuple(page) for name, page in pages.items() if any(fnmatch(name, pattern) for pattern in only)}


def ready(data: Path, *, again: bool) -> dict[str, Any]:
    """Fill the folder if it is empty and give what it holds: its pages, sessions, and the names that were not reached.

    What needs the settings is imported from here on: they are read once.
    """
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "escale.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
        "ESCALE_DATA_DIR": str(data.resolve()),
        "ESCALE_BASE_URL": "http://localhost",
        "ESCALE_DEBUG": "oui",
        "ESCALE_DEMO": "oui",
        "ESCALE_SMS_BACKEND": "file",
        "ESCALE_PUBLIC_PHONE": "+33261910512",
    }
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
    data.mkdir(parents=True, exist_ok=True)
    django.setup()
    import_module("escale.operations.preparation").prepare()
    call_command("fill_demo", stdout=io.StringIO())
    kept = data / "addresses.json"
    if again or not kept.exists():
        pages, sessions, missing = import_module("screens_addresses").every_page()
        kept.write_text(json.dumps({"pages": pages, "sessions": sessions, "missing": missing}, indent=1))
    return json.loads(kept.read_text())


@contextmanager
def served(port: int) -> Iterator[str]:
    """Serve the pages beside this thread; give their address."""

    class Silent(WSGIRequestHandler):
        def log_message(self, *words: Any) -> None:
            """Nothing."""

    server = ThreadedWSGIServer(("127.0.0.1", port), Silent)
    server.set_app(get_wsgi_application())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


class Camera:
    """A browser for each visitor; takes pages and keeps what is wrong on each."""

    def __init__(self, browser: Browser, base: str, sessions: dict[str, str], *, axe: bool) -> None:
        self.browser, self.base, self.sessions, self.axe = browser, base, sessions, axe
        self.problems: dict[str, list[str]] = defaultdict(list)

    @contextmanager
    def page(self, visitor: str, *, width: int, height: int = 900, dark: bool = False) -> Iterator[Page]:
        context = self.browser.new_context(
            base_url=self.base,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="fr-FR",
            reduced_motion="reduce",
            is_mobile=False,
        )
        if visitor in self.sessions:
            context.add_cookies([{"name": "sessionid", "value": self.sessions[visitor], "url": self.base}])
        context.set_default_timeout(60_000)
        yield context.new_page()
        context.close()

    def take(self, name: str, visitor: str, address: str, out: Path, *, width: int, dark: bool = False) -> None:
        file = f"{name.replace(':', '-')}-{width}{'-dark' if dark else ''}"
        with self.page(visitor, width=width, dark=dark) as page:
            heard = self.problems[file]
            page.on("console", lambda message: message.type == "error" and heard.append(f"console: {message.text}"))
            page.on("pageerror", lambda problem: heard.append(f"script: {problem.message}"))
            page.on("requestfailed", lambda request: heard.append(f"failed: {request.url}"))
            response = page.goto(address)
            page.wait_for_load_state("networkidle")
            if name.startswith(("error-", "gone-")):
                heard.clear()
            elif response is not None and response.status >= 400:
                heard.append(f"status {response.status}")
            heard += page.evaluate(EXAMINE)
            if self.axe:
                heard += import_module("escale.testing.browser").accessibility_problems(page)
            shoot(page, out / f"{file}.png")
            if name in PRINTED and width == WIDTHS[0]:
                page.emulate_media(media="print")
                page.set_viewport_size({"width": 794, "height": 1123})
                shoot(page, out / f"{name.replace(':', '-')}-print.png")


def shoot(page: Page, file: Path) -> None:
    """The whole page, down to a limit: a window as tall as the page, so that what sticks to its foot is at its foot."""
    width = page.evaluate("document.documentElement.clientWidth")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=file)


def take_all(camera: Camera, pages: Pages, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, (visitor, address) in sorted(pages.items()):
        print(name, address, flush=True)
        for width in WIDTHS:
            camera.take(name, visitor, address, out, width=width)
        if name in DARK:
            camera.take(name, visitor, address, out, width=WIDTHS[0], dark=True)


def take_best(camera: Camera, pages: Pages, out: Path) -> None:
    """The README’s pictures: what one sees without scrolling, on a clean page."""
    for file, (name, width, address) in BEST.items():
        visitor, found = pages[name]
        height = 844 if width == WIDTHS[1] else 1100
        with camera.page(visitor, width=width, height=height) as page:
            page.goto(address or found)
            page.wait_for_load_state("networkidle")
            picture = Image.open(io.BytesIO(page.screenshot()))
            # 256 colours are enough for flat pages, and a third of the weight.
            picture.quantize(256).save(out / f"{file}.png", optimize=True)


def write_sheet(out: Path, pages: Pages, problems: dict[str, list[str]], missing: list[str]) -> None:
    """The sheet of all pictures by area, and the list of problems."""
    lines = [f"{file}: {problem}" for file, found in sorted(problems.items()) for problem in dict.fromkeys(found)]
    lines += [f"not reached: {name}" for name in missing]
    (out / "problems.txt").write_text("\n".join([*lines, ""]))
    areas: dict[str, list[str]] = defaultdict(list)
    for name, (visitor, address) in sorted(pages.items()):
        module = resolve(urlsplit(address).path).func.__module__.removeprefix("escale.")
        areas[module].append(row_of(out, name, f"{name} · {visitor} · {address}"))
    body = "".join(f"<h2>{html.escape(area)}</h2>{''.join(rows)}" for area, rows in sorted(areas.items()))
    (out / "index.html").write_text(SHEET.format(body=body), encoding="utf-8")
    print(f"{len(pages)} pages, {len(lines)} lines in {out / 'problems.txt'}; {out / 'index.html'} shows them.")


def row_of(out: Path, name: str, caption: str) -> str:
    files = sorted(file.name for file in out.glob(f"{name.replace(':', '-')}-[0-9p]*.png"))
    pictures = "".join(f'<a href="{file}"><img src="{file}" loading="lazy" alt="{file}"></a>' for file in files)
    return f"<figure><figcaption>{html.escape(caption)}</figcaption>{pictures}</figure>"


if __name__ == "__main__":
    sys.exit(main())
