"""A consent ends: the picture leaves the posters by itself, and the team knows it thirty days before, and after.

Pages of the site need nobody: `rights.py` is asked at each reading.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from escale.french.dates import day_year
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.publishing.models import Kit, Picture
from escale.writing.models import Medium, PictureConsent
from escale.writing.telling import address_of

ABOUT = "picture-consent"
AHEAD = timedelta(days=30)
STILL_USEFUL = timedelta(days=7)
MOST = 100
"""Consents looked at in one turn: the next turn takes the others."""


def tend(*, now: datetime) -> None:
    """Say which consents end soon, take out of posters the pictures of those that are over, and say that too."""
    today = now.astimezone(ZoneInfo(settings.DEFAULT_TIME_ZONE)).date()
    _tell_before(on=today, now=now)
    _withdraw(on=today, now=now)


def _tell_before(*, on: date, now: datetime) -> None:
    soon = PictureConsent.objects.filter(told_before_at=None).ending(on=on, before=on + AHEAD)
    for pk in list(soon.order_by("until", "pk").values_list("pk", flat=True)[:MOST]):
        with transaction.atomic():
            # Of two workers, the one that marks the row writes.
            if PictureConsent.objects.filter(pk=pk, told_before_at=None).update(told_before_at=now):
                _write(ENDING, pk, now=now)


def _withdraw(*, on: date, now: datetime) -> None:
    over = PictureConsent.objects.filter(told_after_at=None).over(on=on)
    for pk in list(over.order_by("until", "pk").values_list("pk", flat=True)[:MOST]):
        with transaction.atomic():
            if PictureConsent.objects.filter(pk=pk, told_after_at=None).update(told_after_at=now):
                _take_out(pk, now=now)
                _write(ENDED, pk, now=now)
    # Agreed to for the site alone, and put on a poster since.
    kept_off = PictureConsent.objects.all().missing(Medium.PAPER, on=on)
    Kit.objects.filter(picture__in=kept_off.values("picture")).update(picture=None)


def _take_out(pk: int, *, now: datetime) -> None:
    """Propose the picture no more, and take it off the posters. Its row stays: a consent given again brings it back."""
    pictures = PictureConsent.objects.filter(pk=pk).values("picture")
    Kit.objects.filter(picture__in=pictures).update(picture=None)
    Picture.objects.filter(pk__in=pictures, archived_at=None).update(archived_at=now)


def _write(kind: MessageKind, pk: int, *, now: datetime) -> None:
    """To whoever noted the consent, or to one who runs the organization when she left it."""
    consent = PictureConsent.objects.select_related("organization").get(pk=pk)
    if to := address_of(consent.noted_by_id, organization=consent.organization):
        writing.write_mail(
            kind,
            organization=consent.organization,
            about=ABOUT,
            about_id=consent.pk,
            # Noted again for another year, it will be told again.
            revision=consent.until.toordinal(),
            to=to,
            now=now,
            expires_at=now + STILL_USEFUL,
        )


def _render_ending(message: Message, now: datetime) -> Rendered | Dropped:
    consent = PictureConsent.objects.select_related("picture").defer("picture__content").one(pk=message.about_id)
    if consent is None or consent.withdrawn_at or not consent.who:
        return Dropped("Cet accord est déjà fini.")
    return Rendered(
        subject="Un accord pour une photo finit bientôt",
        text=(
            f"Bonjour,\n\nUne personne a donné son accord pour la photo « {consent.picture.alt} » "
            f"jusqu’au {day_year(consent.until)}. Après ce jour, la photo ne sera plus montrée. "
            f"Demandez-lui si elle est toujours d’accord, et notez-le ici :\n{_address(consent)}"
        ),
    )


def _render_ended(message: Message, now: datetime) -> Rendered | Dropped:
    consent = PictureConsent.objects.select_related("picture").defer("picture__content").one(pk=message.about_id)
    if consent is None or consent.told_after_at is None:
        return Dropped("L’accord a été donné de nouveau.")
    return Rendered(
        subject="Une photo n’est plus montrée",
        text=(
            f"Bonjour,\n\nL’accord pour la photo « {consent.picture.alt} » est fini. Elle n’est plus sur le site, "
            "ni sur les affiches à imprimer. Pensez à décrocher celles qui sont déjà posées. "
            f"Pour la montrer de nouveau, notez un nouvel accord ici :\n{_address(consent)}"
        ),
    )


def _address(consent: PictureConsent) -> str:
    return f"{settings.BASE_URL}{reverse('desk:picture-rights', args=[consent.picture_id])}"


ENDING = MessageKind(
    name="consent_ending",
    label="Accord pour une photo bientôt fini",
    default_text="",
    render=_render_ending,
    worth_a_call=False,
)
ENDED = MessageKind(
    name="consent_ended", label="Accord pour une photo fini", default_text="", render=_render_ended, worth_a_call=False
)
KINDS = (ENDING, ENDED)
