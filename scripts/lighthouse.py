"""Measures ten public pages of a running instance with Lighthouse, on its mobile profile, and their weight on first load.

    npm install --prefix /somewhere/else lighthouse
    LIGHTHOUSE=/somewhere/else/node_modules/.bin/lighthouse python scripts/lighthouse.py http://127.0.0.1:8000

The pages are the front door, the list of workshops, the list of places, then the first of each kind the map of the site lists.
`CHROME_PATH` says which Chromium; by default Debian's headless shell. Exits with 1 when a page is below what is promised:
accessibility, best practices and search engines 100, performance 95, no blocking time, under 100 kB (150 kB for a chronicle,
which has a picture). A page that misses is measured again, twice at most, and its best measure kept: a machine that does
something else lengthens every task.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from urllib.request import urlopen

KINDS = ("structures", "lieux", "conseillers", "communes", "activites", "chroniques", "fiches")
PROMISED = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
MOST_BYTES = 100_000
MOST_BYTES_WITH_A_PICTURE = 150_000
RETRIES = 2
CHROMIUMS = ("chromium-headless-shell", "chromium", "google-chrome")


def main(base: str) -> int:
    print(f"{'page':<52}{'access.':>8}{'practices':>10}{'seo':>5}{'perf.':>6}{'TBT ms':>8}{'LCP ms':>8}{'kB':>6}")
    missed = []
    for page in pages(base):
        report = measured(base + page)
        for _ in range(RETRIES):
            if keeps_its_promises(report):
                break
            report = min(report, measured(base + page), key=blocking_of)
        scores, blocking = scores_of(report), blocking_of(report)
        largest = round(report["audits"]["largest-contentful-paint"]["numericValue"])
        weight = weight_of(report)
        print(f"{page:<52}{''.join(shown(scores))}{blocking:>8}{largest:>8}{weight / 1000:>6.0f}", flush=True)
        if not keeps_its_promises(report):
            missed.append(page)
            print("\n".join(f"    {line}" for line in faults(report)))
    return 1 if missed else 0


def pages(base: str) -> list[str]:
    """The ten pages, as this instance has them."""
    parts = locations(base, "/sitemap.xml")
    first = [next((part for part in parts if f"sitemap-{kind}-" in part), "") for kind in KINDS]
    return ["/", "/activites/", "/lieux/", *(locations(base, part)[0] for part in first if part)]


def locations(base: str, address: str) -> list[str]:
    """What a file of the map holds, without the site: an instance may be measured by another address than its own."""
    with urlopen(base + address) as answer:
        return re.findall(r"<loc>https?://[^/<]+([^<]*)</loc>", answer.read().decode())


def measured(address: str) -> dict:
    """The report of Lighthouse on one page."""
    environment = {"CHROME_PATH": next(filter(None, map(shutil.which, CHROMIUMS)), ""), **os.environ}
    command = [os.environ.get("LIGHTHOUSE", "lighthouse"), address, "--quiet", "--output=json", "--output-path=stdout"]
    flags = "--chrome-flags=--headless --no-sandbox --disable-gpu"
    done = subprocess.run([*command, flags], capture_output=True, text=True, env=environment, check=False)
    if not done.stdout:
        sys.exit(done.stderr)
    return json.loads(done.stdout)


def keeps_its_promises(report: dict) -> bool:
    scores = scores_of(report)
    good = all(scores[name] >= least for name, least in PROMISED.items())
    most = MOST_BYTES_WITH_A_PICTURE if "/chroniques/" in report["finalDisplayedUrl"] else MOST_BYTES
    return good and not blocking_of(report) and weight_of(report) <= most


def scores_of(report: dict) -> dict[str, int]:
    return {name: round(100 * report["categories"][name]["score"]) for name in PROMISED}


def blocking_of(report: dict) -> int:
    return round(report["audits"]["total-blocking-time"]["numericValue"])


def weight_of(report: dict) -> int:
    return round(report["audits"]["total-byte-weight"]["numericValue"])


def shown(scores: dict[str, int]) -> list[str]:
    widths = {"accessibility": 8, "best-practices": 10, "seo": 5, "performance": 6}
    return [f"{scores[name]:>{width}}" for name, width in widths.items()]


def faults(report: dict) -> list[str]:
    """What took points away."""
    heavy = {each["id"] for name in PROMISED for each in report["categories"][name]["auditRefs"] if each["weight"]}
    found = (audit for name, audit in report["audits"].items() if name in heavy)
    return [f"{audit['title']} {audit.get('displayValue', '')}" for audit in found if (audit["score"] or 0) < 1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
