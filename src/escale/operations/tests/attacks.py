"""Texts that would run a script, and what a browser sees of the pages that hold them.

`attacks.json` is the corpus: HTML, SVG, Markdown, templates, encodings, ways out of an attribute. Most call `alert(1)`, or
ask `evil.example` for something: both are watched.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

ATTACKS: list[str] = json.loads((Path(__file__).parent / "data" / "attacks.json").read_text(encoding="utf-8"))
EVIL = "evil.example"
WATCH = """
window.__ran = []; window.__refused = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.__ran.push(name);
document.addEventListener("securitypolicyviolation",
    ({violatedDirective, blockedURI}) => window.__refused.push(`${violatedDirective} ${blockedURI}`));
"""
LOOK = """() => {
    const found = [...window.__ran.map(name => `ran ${name}`), ...window.__refused.map(what => `refused ${what}`)];
    const loads = ["src", "srcset", "data", "poster", "background", "action", "formaction", "ping", "srcdoc"];
    const alive = "iframe, object, embed, applet, base, marquee, frameset, main style,"
        + "svg script, svg animate, svg set, foreignObject";
    for (const node of document.querySelectorAll(alive)) found.push(`alive ${node.outerHTML.slice(0, 120)}`);
    for (const node of document.querySelectorAll("script:not([src]):not([type='application/ld+json'])"))
        found.push(`script ${node.outerHTML.slice(0, 120)}`);
    for (const node of document.querySelectorAll("meta[http-equiv='refresh' i]")) found.push(`refresh ${node.outerHTML}`);
    for (const node of document.querySelectorAll("*")) for (const {name, value} of node.attributes) {
        const bare = value.replace(/[\\u0000-\\u0020\\u00ad]/g, "").toLowerCase();
        const address = loads.includes(name) || name.endsWith("href");
        const elsewhere = (loads.includes(name) || node.matches("link, use, image")) && bare.includes("evil.example");
        const runs = address && /^(javascript|vbscript|data:text)/.test(bare);
        if (/^on|^hx-|^style$/.test(name) || /^data-hx-on/.test(name) || elsewhere || runs)
            found.push(`${name} ${node.outerHTML.slice(0, 120)}`);
    }
    return found;
}"""
"""What ran, what the policy refused, and what would run if somebody touched it: none of it may come from a text."""


def watched(page: Page) -> Page:
    """The same page, with everything that would run or leave noted."""
    page.add_init_script(WATCH)
    return page


def problems(page: Page, addresses: Iterable[str]) -> list[str]:
    """Open each address; one line for each thing a text made of it. A page that doesn't open is a problem too."""
    found, asked = [], []
    page.on("request", lambda request: asked.append(request.url) if _is_evil(request.url) else None)
    for address in addresses:
        response = page.goto(address)
        if response is None or not response.ok:
            found.append(f"{address}: {response.status if response else 'nothing'}")
        found += [f"{address}: {problem}" for problem in page.evaluate(LOOK)]
    return found + [f"asked {url}" for url in asked]


def _is_evil(url: str) -> bool:
    return urlsplit(url).hostname == EVIL


def groups(size: int, *, longest: int | None = None) -> Iterator[list[str]]:
    """The corpus by so many, each text cut to what its field takes; without those of a sign no database holds."""
    texts = [attack[:longest] for attack in ATTACKS if "\0" not in attack]
    for start in range(0, len(texts), size):
        yield texts[start : start + size]


def addresses_of_visitors() -> Iterator[dict[str, Any]]:
    """Where each of many visitors comes from, as the test client says it: none of them reaches a cap."""
    for number in count():
        yield {"REMOTE_ADDR": f"10.{number // 62500}.{number // 250 % 250}.{number % 250 + 1}"}
