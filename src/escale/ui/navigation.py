"""The menus: every entry that exists today, said once. A menu never holds an address that doesn't answer."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    """One entry: its address by name, and the view names under which it stays lit (see `_current`).

    `sets_up` marks what is closed to whoever may not change the settings: the page leaves it out for her.
    `tab` puts it at the bottom of a telephone, which hides the rail; the page "Plus" holds every other.
    """

    url_name: str
    icon: str
    label: str
    short: str = ""
    within: tuple[str, ...] = ()
    sets_up: bool = False
    tab: bool = False


@dataclass(frozen=True)
class Group:
    title: str
    entries: tuple[Entry, ...]


WORK = (
    Group(
        "Au quotidien",
        (
            Entry(
                "desk:my-day",
                "house",
                "Ma journée",
                short="Journée",
                within=("desk:day", "desk:add", "desk:move", "desk:cancel", "desk:next"),
                tab=True,
            ),
            Entry("desk:agenda", "calendar-days", "Agenda", within=("desk:agenda", "desk:appointment"), tab=True),
            Entry(
                "desk:workshops",
                "graduation-cap",
                "Ateliers et cycles",
                short="Ateliers",
                within=(
                    "desk:group",
                    "desk:cycle",
                    "desk:session",
                    "desk:enrollment",
                    "desk:catch-up",
                    "desk:roll",
                    "desk:interest",
                    "desk:certificate",
                    "desk:skill-check",
                    "desk:satisfaction",
                ),
                tab=True,
            ),
            Entry("desk:catalogue", "book-open", "Catalogue d’ateliers", short="Catalogue", within=("desk:catalogue",)),
            Entry(
                "desk:people",
                "users",
                "Personnes",
                within=("desk:person", "desk:people", "desk:merge", "desk:files-ending", "desk:mandate", "desk:scope"),
                tab=True,
            ),
            Entry(
                "desk:reports",
                "pencil-line",
                "Comptes rendus",
                within=("desk:report", "desk:coordination", "desk:exchange"),
                sets_up=True,
            ),
            Entry(
                "desk:questions",
                "message-circle-question-mark",
                "Questions notées",
                short="Questions",
                within=("desk:question",),
            ),
            Entry("desk:queue", "ticket", "Sans rendez-vous", short="File", within=("desk:queue",)),
            Entry("desk:waiting", "bell", "Liste d’attente", short="Attente", within=("desk:waiting",)),
            Entry("desk:permanences", "calendar-clock", "Permanences", within=("desk:permanence",), sets_up=True),
            Entry("desk:replace", "user-x", "Remplacer quelqu’un", within=("desk:replace",)),
            Entry("desk:equipment", "laptop", "Matériel", within=("desk:equipment",)),
        ),
    ),
    Group(
        "Préparer",
        (
            Entry(
                "desk:programmes",
                "layout-list",
                "Programme",
                within=("desk:programme",),
            ),
            Entry(
                "desk:articles",
                "newspaper",
                "Chroniques",
                within=("desk:article", "desk:review", "desk:comment", "desk:right-of-reply", "desk:rights-of-reply"),
                sets_up=True,
            ),
            Entry("desk:resources", "file-text", "Ressources", within=("desk:resource", "desk:sheet-collection")),
            Entry(
                "desk:communication",
                "megaphone",
                "Communication",
                within=(
                    "desk:kit",
                    "desk:piece",
                    "desk:posting",
                    "desk:channel",
                    "desk:outlet",
                    "desk:event",
                    "desk:mailing",
                    "desk:letter",
                    "desk:missions",
                    "desk:own-page",
                    "desk:other-site",
                ),
            ),
        ),
    ),
    Group(
        "Réseau",
        (
            Entry(
                "desk:partners",
                "handshake",
                "Partenaires",
                within=("desk:partner", "desk:meeting", "desk:refer", "desk:prescriber", "desk:received", "desk:unmet"),
            ),
            Entry(
                "desk:threads",
                "messages-square",
                "Entre pairs",
                short="Pairs",
                within=("desk:thread", "desk:circle", "desk:peers"),
                sets_up=True,
            ),
            Entry("desk:figures", "chart-column", "Statistiques", within=("desk:figures",), sets_up=True),
            Entry(
                "desk:opinions",
                "smile",
                "Avis sur le site",
                short="Avis",
                within=("desk:opinion", "desk:reading", "desk:remark"),
                sets_up=True,
            ),
            Entry(
                "desk:care",
                "heart-handshake",
                "Échange difficile",
                short="Soin",
                within=("desk:care", "desk:note"),
            ),
        ),
    ),
)
WORK_LOW = (
    Entry(
        "desk:settings",
        "settings",
        "Réglages",
        within=("desk:settings", "desk:skills", "desk:calendar", "programs:"),
        sets_up=True,
    ),
    Entry("ui:display", "a-large-small", "Affichage"),
)
MORE = Entry("desk:more", "menu", "Plus")
ACCOUNT = Entry("account:home", "circle-user", "Mon compte", short="Compte", within=("account:",))
PUBLIC = (
    Entry(
        "portal:activities",
        "graduation-cap",
        "Ateliers",
        within=(
            "portal:group",
            "portal:cycle",
            "portal:enrollment",
            "portal:activities",
            "portal:skill-check",
            "portal:satisfaction",
        ),
    ),
    Entry("portal:booking", "calendar-days", "Rendez-vous", within=("portal:booking", "portal:appointment")),
    Entry("portal:venues", "map-pin", "Lieux", within=("portal:venue",)),
    Entry("portal:sheets", "file-text", "Fiches pratiques", within=("portal:sheet",)),
    Entry(
        "portal:articles",
        "newspaper",
        "Chroniques",
        within=("portal:article", "portal:series", "portal:comment", "portal:own-comment", "portal:right-of-reply"),
    ),
)
PUBLIC_HELP = (
    Entry("portal:space", "user-round", "Mon espace", within=("portal:space",)),
    Entry("portal:lost-link", "calendar-days", "Retrouver mon rendez-vous ou mon atelier"),
    Entry("portal:venues", "map-pin", "Trouver un lieu près de chez moi"),
    Entry("portal:themes", "graduation-cap", "Que peut-on apprendre ?", within=("portal:theme",)),
    Entry("portal:from-home", "video", "Suivre un atelier à distance"),
    Entry("portal:practice", "sailboat", "S’entraîner sans risque"),
    Entry("portal:hard-words", "circle-help", "Mots difficiles"),
    Entry("portal:languages", "languages", "English, العربية, Українська, Brezhoneg"),
)
PUBLIC_ABOUT = (
    Entry("portal:accessibility", "accessibility", "Accessibilité du site"),
    Entry("portal:privacy", "lock", "Mes données et mes droits"),
    Entry("portal:legal", "scroll-text", "Mentions légales"),
    Entry("portal:cookies", "list", "Cookies"),
    Entry("portal:source", "file-text", "Logiciel libre", within=("portal:source",)),
    Entry("account_login", "log-in", "Espace des conseillers"),
)


@dataclass(frozen=True)
class Link:
    """An entry on a page: its address, and `aria-current` ("page", "true" for a page under it, or "")."""

    href: str
    icon: str
    label: str
    short: str
    current: str
    sets_up: bool = False


@dataclass(frozen=True)
class LinkGroup:
    title: str
    entries: list[Link]

    @property
    def sets_up(self) -> bool:
        """Whether nothing is left of it for somebody who sets nothing up."""
        return all(entry.sets_up for entry in self.entries)


@dataclass(frozen=True)
class WorkNavigation:
    """What the rail and the tab bar of the workspace list."""

    home: str
    groups: list[LinkGroup]
    low: list[Link]
    account: Link | None
    tabs: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class PublicMenu:
    """What the head and the foot of the public site list."""

    home: str
    display: str
    entries: list[Link]
    help: list[Link]
    about: list[Link]


def work_navigation(view_name: str) -> WorkNavigation:
    """The workspace's menus as seen from the view named `view_name`."""
    groups = [LinkGroup(group.title, _links(group.entries, view_name)) for group in WORK]
    low = _links(WORK_LOW, view_name)
    account = _links([ACCOUNT], view_name)
    return WorkNavigation(
        home=_address("desk:my-day"),
        groups=groups,
        low=low,
        account=next(iter(account), None),
        tabs=_tabs(view_name),
    )


def _tabs(view_name: str) -> list[Link]:
    """At most five: on a page of no other tab, "Plus" is the one she came through."""
    tabs = _links([entry for group in WORK for entry in group.entries if entry.tab], view_name)
    more = _links([MORE], view_name)
    if any(tab.current for tab in tabs):
        return tabs + more
    return tabs + [replace(each, current=each.current or "true") for each in more]


def public_menu(view_name: str) -> PublicMenu:
    """The public site's menus as seen from the view named `view_name`."""
    return PublicMenu(
        home=_address("portal:home"),
        display=_address("ui:display"),
        entries=_links(PUBLIC, view_name),
        help=_links(PUBLIC_HELP, view_name),
        about=_links(PUBLIC_ABOUT, view_name),
    )


def _links(entries: Iterable[Entry], view_name: str) -> list[Link]:
    return [
        Link(address, entry.icon, entry.label, entry.short or entry.label, _current(entry, view_name), entry.sets_up)
        for entry in entries
        if (address := _address(entry.url_name, missing=""))
    ]


def _address(url_name: str, *, missing: str = "/") -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return missing


def _current(entry: Entry, view_name: str) -> str:
    if view_name == entry.url_name:
        return "page"
    return "true" if any(view_name.startswith(prefix) for prefix in entry.within) else ""
