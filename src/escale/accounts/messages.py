"""The mails accounts send of their own; those of sign-in are templates allauth knows by name."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from escale.accounts.models import Invitation, User


def send_invitation(invitation: Invitation, *, secret: str, by: User) -> None:
    """Send the link to the invited address, and to nobody else. Raises `OSError` when the mail can't leave."""
    context = {
        "invitation": invitation,
        "by": by,
        "link": urljoin(settings.BASE_URL, reverse("account:invitation", args=[secret])),
    }
    send_mail(
        subject=f"{by.full_name} vous invite à rejoindre {invitation.organization.name}",
        message=render_to_string("accounts/email/invitation.txt", context),
        from_email=settings.EMAIL_FROM,
        recipient_list=[invitation.email],
    )
