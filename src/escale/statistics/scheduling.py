"""The report of each month: asked for once, then made and sent by mail when a month is over, until somebody stops it."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from escale.accounts.models import Organization, User
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.places.zones import zone_of
from escale.statistics import filters, releasing
from escale.statistics.filters import Kept, UnknownFilter
from escale.statistics.models import Release, ReportSchedule
from escale.statistics.releasing import Outgoing

ABOUT = "figures"
LINK_LASTS = timedelta(days=92)
SENT_WITHIN = timedelta(days=7)
"""A mail that could not leave in a week is not worth sending: the next one comes."""


def ask(
    organization: Organization, *, title: str, recipient: str, narrowed: Kept, by: User, now: datetime
) -> ReportSchedule:
    """Send the figures of each month to an address, from the first of next month on."""
    today = now.astimezone(zone_of(organization)).date()
    return ReportSchedule.objects.create(
        organization=organization,
        title=title,
        recipient=recipient,
        filters=narrowed,
        next_on=_next_month(today),
        made_by=by,
        made_at=now,
    )


def stop(schedule: ReportSchedule, *, now: datetime) -> None:
    """Send no more; the links already sent stay open until they expire or are closed."""
    ReportSchedule.objects.filter(pk=schedule.pk, ended_at=None).update(ended_at=now)


def resume(schedule: ReportSchedule, *, now: datetime) -> None:
    """Take the stop back: the months missed meanwhile are not sent."""
    today = now.astimezone(zone_of(schedule.organization)).date()
    ReportSchedule.objects.filter(pk=schedule.pk).update(ended_at=None, next_on=_next_month(today))


def send_due(*, now: datetime) -> int:
    """Make and send the reports whose day has come; give how many. Any number of workers may do it at once."""
    # Overseas the first of the month comes up to a day earlier or later than here.
    due = ReportSchedule.objects.filter(ended_at=None, next_on__lte=now.date() + timedelta(days=1))
    return sum(_send(schedule, now=now) for schedule in due.select_related("organization", "made_by").order_by("pk"))


def _send(schedule: ReportSchedule, *, now: datetime) -> bool:
    """One report about the month before. The day is moved first: a second worker finds it moved."""
    today = now.astimezone(zone_of(schedule.organization)).date()
    if schedule.next_on > today:
        return False
    until = today.replace(day=1) - timedelta(days=1)
    with transaction.atomic():
        mine = ReportSchedule.objects.filter(pk=schedule.pk, next_on=schedule.next_on, ended_at=None)
        if not mine.update(next_on=_next_month(today)):
            return False
        try:
            scope = filters.scope_of(schedule.organization, schedule.filters, since=until.replace(day=1), until=until)
        except UnknownFilter:
            # What it was narrowed by has gone: better no figures than others.
            ReportSchedule.objects.filter(pk=schedule.pk).update(ended_at=now)
            return False
        outgoing = Outgoing(scope=scope, title=schedule.title)
        release = releasing.share(outgoing, lasts=LINK_LASTS, by=schedule.made_by, now=now)
        _write(release, recipient=schedule.recipient, now=now)
    return True


def _write(release: Release, *, recipient: str, now: datetime) -> None:
    writing.write_mail(
        MONTHLY,
        organization=release.organization,
        about=ABOUT,
        about_id=release.pk,
        to=recipient,
        now=now,
        expires_at=now + SENT_WITHIN,
    )


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    release = Release.objects.select_related("organization").one(pk=message.about_id)
    if release is None or not release.is_open(now=now) or not releasing.secret_of(release):
        return Dropped("Ces chiffres ne sont plus ouverts.")
    period = filters.period_said(release.since, release.until)
    address = f"{settings.BASE_URL}{reverse('portal:figures', args=[releasing.secret_of(release)])}"
    return Rendered(
        subject=f"{release.title} : {period}",
        text=(
            f"Bonjour,\n\nLes chiffres de {release.organization.name} pour cette période ({period}) sont prêts :\n{address}\n\n"
            "Vous y trouverez les graphiques, les tableaux et le bilan à imprimer. Ce lien s’ouvre pendant trois mois. "
            "Il ne nomme personne.\n\nPour ne plus recevoir ce mail, répondez à la structure."
        ),
    )


MONTHLY = MessageKind(
    name="monthly_figures",
    label="Chiffres du mois",
    default_text="",
    render=_render,
    worth_a_call=False,
)
KINDS = (MONTHLY,)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
