"""E-mail, by the mailer of the settings. The Message-ID is made of the key: a second copy is recognised as such."""

import smtplib
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from escale.outbox.channels.contract import Mail, Refused, TryAgain, Unsure

NO_SUCH_ADDRESS = "Cette adresse mail n’existe pas."
UNREADABLE_ADDRESS = "Cette adresse mail n’est pas lisible."
CAME_BACK = "Cette adresse a renvoyé le mail."
BOUNCES = frozenset({NO_SUCH_ADDRESS, UNREADABLE_ADDRESS, CAME_BACK})
"""What is said of an address nothing will ever reach."""


def send(mail: Mail) -> str:
    """Hand the e-mail to the server and give its Message-ID. Raises Refused, TryAgain or Unsure."""
    domain = parseaddr(settings.EMAIL_FROM)[1].rpartition("@")[2] or "localhost"
    message_id = f"<{mail.key}@{domain}>"
    message = EmailMultiAlternatives(
        subject=" ".join(mail.subject.split()),
        body=mail.text,
        from_email=settings.EMAIL_FROM,
        to=[mail.to],
        headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated", **_one_click(mail.unsubscribe)},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    try:
        taken = message.send()
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        raise _named(problem) from problem
    if not taken:
        raise TryAgain("Le serveur de mail n’a pas pris ce message.")
    return message_id


def _one_click(address: str) -> dict[str, str]:
    """What lets a mail program offer a button "Se désabonner" (RFC 8058)."""
    if not address:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _named(problem: Exception) -> Refused | TryAgain | Unsure:
    match problem:
        case ValueError():  # A line break in an address or a subject.
            return Refused(UNREADABLE_ADDRESS)
        case smtplib.SMTPRecipientsRefused() as refused:
            codes = [code for code, _ in refused.recipients.values()]
            if all(code >= 500 for code in codes):
                return Refused(NO_SUCH_ADDRESS)
        case smtplib.SMTPAuthenticationError():
            return TryAgain("Le serveur de mail n’accepte pas nos réglages.")
        case smtplib.SMTPResponseException(smtp_code=code) if code >= 500:
            return Refused("Le serveur de mail a refusé ce message.")
        case smtplib.SMTPServerDisconnected() | TimeoutError():
            return Unsure("Le serveur de mail n’a pas confirmé. Le message est peut-être parti.")
    return TryAgain("Le serveur de mail ne répond pas.")
