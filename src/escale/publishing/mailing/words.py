"""The programme of the month in words: for whom it is written, as a mail, its text and an SMS."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from escale.accounts.secret_links import short_address
from escale.french import sms
from escale.french.dates import MONTHS
from escale.french.elision import of
from escale.french.phone import display
from escale.french.plural import plural
from escale.french.typography import typo, typo_html
from escale.publishing import links
from escale.publishing.mailing import following
from escale.publishing.mailing.programme import Activity, Programme
from escale.publishing.models import MissionSheet, MonthlyMail, Public, TrackedLink

MOST_SEGMENTS = 2
INTRODUCTIONS = {
    Public.EVERYONE: "Voici ce que nous vous proposons {month}. Les débutants sont bienvenus, et on prend le temps.",
    Public.SENIORS: "Voici nos rendez-vous {month}. On y vient sans rien savoir, avec son téléphone, sa tablette, ou rien.",
    Public.YOUNG: "Téléphone, CV, démarches en ligne : voici ce qui se passe {month}. Aucun niveau n’est demandé.",
    Public.PROFESSIONALS: (
        "Voici ce que nous proposons {month}. Parlez-en autour de vous : pour inscrire quelqu’un, un appel ou le lien suffit."
    ),
}


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail, ready to be read: `lists` says why it is received, `unsubscribe` is the address to receive it no more."""

    subject: str
    programme: Programme
    mail: MonthlyMail
    public: Public
    list_name: str = ""
    unsubscribe: str = ""
    short: Mapping[str, TrackedLink] = field(default_factory=dict)

    @property
    def told(self) -> Sequence[tuple[Activity, str]]:
        """Each activity with the address of its page, the short one when it is followed."""
        return [(each, address_of(each.path, self.short)) for each in self.programme.activities]

    @property
    def missions(self) -> Sequence[MissionSheet]:
        """The sheets of the advisers, for whoever may send them somebody."""
        return self.programme.missions if self.public == Public.PROFESSIONALS else ()

    @property
    def introduction(self) -> str:
        return INTRODUCTIONS[self.public].format(month=f"en {month_name(self.programme)}")

    @property
    def story(self) -> list[str]:
        """The paragraphs of the story somebody wrote."""
        return [line.strip() for line in self.mail.story.split("\n") if line.strip()]

    @property
    def why(self) -> str:
        """Why she receives it."""
        where = f"sur sa liste « {self.list_name} »" if self.list_name else "sur sa liste"
        return f"{self.programme.organization.name} envoie ce mail une fois par mois. Votre adresse est {where}."

    @property
    def call(self) -> str:
        """ "Une question, une inscription : 02 61 91 05 12, du lundi au vendredi." """
        organization = self.programme.organization
        if not organization.phone:
            return ""
        hours = f", {organization.phone_hours}" if organization.phone_hours else ""
        return f"Une question, une inscription : {display(organization.phone)}{hours}."


def path_of_missions(sheet: MissionSheet) -> str:
    return reverse("portal:missions", args=[sheet.slug])


def month_name(programme: Programme) -> str:
    return MONTHS[programme.first.month - 1]


def letter(
    mail: MonthlyMail,
    programme: Programme,
    *,
    public: Public,
    list_name: str = "",
    unsubscribe: str = "",
    short: Mapping[str, TrackedLink] = MappingProxyType({}),
) -> Letter:
    return Letter(
        subject=subject(mail, programme),
        programme=programme,
        mail=mail,
        public=public,
        list_name=list_name,
        unsubscribe=unsubscribe,
        short=short,
    )


def subject(mail: MonthlyMail, programme: Programme) -> str:
    """What somebody wrote, else "Centre social : le programme de décembre"."""
    return mail.subject or f"{programme.organization.name} : le programme {of(month_name(programme))}"


def as_html(said: Letter) -> str:
    context = {"letter": said, "base": settings.BASE_URL}
    return typo_html(render_to_string("publishing/mail/monthly.html", context))


def as_text(said: Letter) -> str:
    """The same for whoever reads mails without pictures."""
    return typo("\n\n".join(filter(None, _blocks(said))))


def _blocks(said: Letter) -> Iterator[str]:
    yield "Bonjour,"
    yield said.introduction
    if said.story:
        yield "\n".join(filter(None, [said.mail.story_title, *said.story]))
    if said.programme.activities:
        yield "ATELIERS ET CYCLES"
    for activity, address in said.told:
        yield "\n".join([*_lines(activity), address])
    if said.programme.welcomes:
        yield "POSER UNE QUESTION, ÊTRE AIDÉ"
    for welcome in said.programme.welcomes:
        yield "\n".join([f"{welcome.place} ({welcome.how.lower()})", *welcome.hours])
    if said.missions:
        pages = [f"{sheet.adviser.full_name} : {settings.BASE_URL}{path_of_missions(sheet)}" for sheet in said.missions]
        yield "\n".join(["CE QUE NOUS FAISONS, COMMENT NOUS ADRESSER QUELQU’UN", *pages])
    yield said.call
    yield said.programme.organization.name
    if said.unsubscribe:
        yield f"{said.why}\nNe plus le recevoir : {said.unsubscribe}"


def _lines(activity: Activity) -> Iterator[str]:
    yield f"{activity.title} ({activity.label.lower()})"
    yield f"{activity.when[:1].upper()}{activity.when[1:]}. {activity.others}".strip()
    yield ". ".join(filter(None, [activity.where, activity.seats, activity.audience, activity.price]))
    if activity.promise:
        yield activity.promise


def address_of(path: str, short: Mapping[str, TrackedLink]) -> str:
    """The whole address of a page of the site."""
    return links.address(short[path]) if path in short else f"{settings.BASE_URL}{path}"


def as_sms(programme: Programme, *, short: Mapping[str, TrackedLink] = MappingProxyType({})) -> str:
    """One or two segments: how many activities, the first of them, where to read the rest."""
    name, phone = programme.organization.name, programme.organization.phone
    where = f"Tout : {_everything(short)}{f' ou {display(phone)}' if phone else ''}. STOP pour ne plus recevoir."
    hello = f"{name}, programme {of(month_name(programme))}"
    count = plural(len(programme.activities), "atelier") if programme.activities else "nos permanences"
    firsts = [f"{activity.title}, {activity.when.partition(',')[0]}" for activity in programme.activities]
    for shown in range(min(len(firsts), 3), 0, -1):
        told = sms.to_gsm(f"{hello} : {count}, dont {' ; '.join(firsts[:shown])}. {where}")
        if sms.segments(told).count <= MOST_SEGMENTS:
            return told
    return sms.to_gsm(f"{hello} : {count}. {where}")


def _everything(short: Mapping[str, TrackedLink]) -> str:
    """The list of activities, to be read on a telephone."""
    page = following.everything()
    return links.spoken(short[page]) if page in short else short_address(page)
