"""One address for each page of the demonstration, found by following links as several people would.

Imported once Django is set up. What no link leads to (secret links, pages after a form) is written in `spoken`.
"""

from collections import Counter, deque
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from escale.accounts.models import Invitation, Membership, Organization, Role, User
from escale.accounts.secret_links import hashed
from escale.appointments import kiosk_links, links, offer_links, walk_ins
from escale.appointments.models import Appointment, KioskLink, Offer, State, WaitingEntry
from escale.statistics import releasing
from escale.statistics.models import Release
from escale.testing.access_matrix import matrix
from escale.testing.routes import Route, every_route
from escale.workshops import links as enrollment_links
from escale.workshops.models import Enrollment, EnrollmentState

VISITORS = ("public", "maelle", "helene", "claire", "amina", "marcel")
"""In the order a page is attributed: the first who reaches it."""
EACH = 4
"""How many addresses of one name a visitor follows: two people’s files don’t lead to the same places."""
ARRIVAL = UUID(int=0, version=4)
"""The form of somebody who has just taken a number at the entrance: her page is shown a few minutes."""
HIGHEST = 30
"""How many numbers are tried in the address of a page no link led to."""

type Pages = dict[str, tuple[str, str]]
"""Name of the route → who looks, address."""

STATES: Pages = {
    **{f"error-{status}": ("public", f"/composants/erreurs/{status}/") for status in (400, 403, 404, 429, 500, 503)},
    "empty-activities": ("public", "/activites/?commune=35360&rayon=5&q=tricot"),
    "empty-home": ("public", "/?q=tricot&commune=97411"),
    "gone-appointment": ("public", "/mon-rendez-vous/nobody-was-given-this/"),
    "gone-offer": ("public", "/proposition/nobody-was-given-this/"),
    "gone-figures": ("public", "/chiffres/nobody-was-given-this/"),
    "gone-kiosk": ("public", "/borne/nobody-was-given-this/"),
    "gone-invitation": ("public", "/equipe/compte/invitation/nobody-was-given-this/"),
    "empty-day": ("maelle", "/equipe/jour/2026-12-25/"),
    "empty-search": ("maelle", "/equipe/personnes/?q=zzzz"),
}
"""What a page looks like when it has nothing to say; the name of the page, who looks, where."""


class Links(HTMLParser):
    """The addresses a page leads to by a link or by sending a form that only asks."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.form: str | None = None
        self.fields: list[tuple[str, str]] = []
        self.buttons: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"a", "iframe"} and "href" in given:
            self.found.append(given["href"])
        elif tag == "form":
            self.form = given.get("action", "") if given.get("method", "get").lower() == "get" else None
            self.fields, self.buttons = [], []
        elif tag in {"input", "button"} and given.get("name"):
            pair = (given["name"], given.get("value", ""))
            if tag == "button":
                self.buttons.append(pair)
            elif given.get("type", "text") not in {"checkbox", "radio"} or "checked" in given:
                self.fields.append(pair)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form is not None:
            self.found.append(f"{self.form}?{urlencode(self.fields + self.buttons[:1])}")
            self.form = None


def every_page() -> tuple[Pages, dict[str, str], list[str]]:
    """The pages, the session of each visitor, and the names that gave no page to look at."""
    pages: Pages = {}
    clients = {visitor: browser_of(visitor) for visitor in VISITORS}
    for visitor, client in clients.items():
        starts = ["/", *spoken()] if visitor == "public" else [reverse("desk:my-day"), reverse("account:home")]
        for name, path in walk(client, starts):
            pages.setdefault(name, (visitor, path))
    asked = {name for name, access in matrix().items() if access.method == "GET"}
    for route in every_route():
        if route.name in asked - set(pages):
            pages |= tried(route, clients)
    sessions = {who: client.cookies["sessionid"].value for who, client in clients.items() if who != "public"}
    return pages | STATES, sessions, sorted(asked - set(pages))


def tried(route: Route, clients: dict[str, Client]) -> Pages:
    """The page of a name no link led to, by its address alone or by the first numbers; nothing for a document."""
    if set(route.parts) - {"pk"}:
        return {}
    for number in range(1, HIGHEST if route.parts else 2):
        path = reverse(route.name, args=[number] if route.parts else [])
        for visitor in ("maelle", "helene", "public"):
            response = clients[visitor].get(path)
            if response.status_code == 200:
                is_page = response.get("Content-Type", "").startswith("text/html")
                return {route.name: (visitor, path)} if is_page else {}
    return {}


def browser_of(visitor: str) -> Client:
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    if visitor != "public":
        client.force_login(User.objects.get(email=f"{visitor}@example.org"))
        # What is behind a password said again: keys, codes, the second factor.
        client.post(reverse("account_reauthenticate"), {"password": settings.DEMO_PASSWORD})
    return client


def walk(client: Client, starts: list[str]) -> Iterator[tuple[str, str]]:
    """The pages a visitor reaches, by the name of their route; each name a few times."""
    waiting, seen, followed = deque(starts), set(), Counter[str]()
    while waiting:
        path = waiting.popleft()
        name = route_of(path)
        if name is None or path in seen or followed[name] >= EACH or name == "account_logout":
            continue
        seen.add(path)
        followed[name] += 1
        response = client.get(path)
        if response.status_code == 302:
            waiting.append(response["Location"])
        elif response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            if "<html" in response.text:
                yield name, path
            page = Links()
            page.feed(response.text)
            waiting += [urljoin(path, link.split("#")[0]) for link in page.found]


def route_of(address: str) -> str | None:
    """The name of an address of the site ("desk:person"), None for any other."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return None


def spoken() -> list[str]:
    """What no link leads to: secret links, pages seen after a form, the gallery, pages of errors."""
    now = timezone.now()
    organization = Membership.objects.get(user__email="maelle@example.org").organization
    of_ours = {"organization": organization}
    appointment = Appointment.objects.filter(
        **of_ours, state=State.EXPECTED, starts_at__gt=now + timedelta(days=3)
    ).earliest("starts_at")
    secret = links.secret_of(appointment.link_nonce)
    found = [
        reverse(f"portal:{name}", args=[secret])
        for name in ("appointment", "booking-done", "card", "appointment-earlier", "appointment-stop-sms")
    ]
    reason = appointment.reason
    for name in ("booking-slot", "booking-waiting", "booking-waiting-noted"):
        found.append(reverse(f"portal:{name}", args=[organization.slug, reason.pk]))
    for name in ("booking-callback", "booking-callback-noted", "interest-of", "interest-noted", "interest-paper"):
        found.append(reverse(f"portal:{name}", args=[organization.slug]))
    for kiosk in KioskLink.objects.filter(**of_ours, revoked_at=None)[:1]:
        opened = kiosk_links.secret_of(kiosk)
        found += [reverse("portal:kiosk", args=[opened]), reverse("portal:kiosk-board", args=[opened])]
        arrived = walk_ins.arrive(walk_ins.Arrival(first_name="Jeanne"), venue=kiosk.venue, submission=ARRIVAL, now=now)
        found += [
            reverse(f"portal:{name}", args=[opened, arrived.submission])
            for name in ("kiosk-ticket", "kiosk-sms", "kiosk-paper")
        ]
    coming = Enrollment.objects.filter(
        **of_ours, state=EnrollmentState.ENROLLED, group__sessions__starts_at__gt=now
    ).order_by("group__sessions__starts_at", "pk")
    for enrollment in [*coming[:1], *Enrollment.objects.filter(**of_ours).order_by("-pk")[:60]]:
        opened = enrollment_links.secret_of(enrollment)
        found += [reverse(f"portal:{name}", args=[opened]) for name in ("enrollment", "skill-check", "satisfaction")]
    for entry in WaitingEntry.objects.filter(**of_ours).open().order_by("-pk")[:2]:
        found.append(reverse("portal:waiting-place", args=[offer_links.secret_of(entry)]))
    for offer in Offer.objects.filter(**of_ours).open().order_by("-pk")[:1]:
        found.append(reverse("portal:offer", args=[offer_links.secret_of(offer)]))
    for release in Release.objects.filter(**of_ours, revoked_at=None, expires_at__gt=now)[:1]:
        found.append(reverse("portal:figures", args=[releasing.secret_of(release)]))
    found += [reverse("account:invitation", args=[invitation(organization)]), reverse("portal:lost-link-sent")]
    found += [reverse(name) for name in ("account_reset_password", "account_password_reset_completed", "api:docs")]
    found += [reverse(f"gallery:{name}") for name in ("components", "workspace", "paper")]
    return found


def invitation(organization: Organization) -> str:
    """The secret of an invitation that can be answered: only its print is kept, so that it is made here."""
    secret = "an-invitation-to-look-at"
    Invitation.objects.get_or_create(
        secret_hash=hashed(secret),
        defaults={
            "organization": organization,
            "email": "nouvelle@example.org",
            "role": Role.ADVISER,
            "created_at": timezone.now(),
            "expires_at": timezone.now() + timedelta(days=14),
        },
    )
    return secret
