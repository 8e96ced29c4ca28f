"""What is said once a session was handed over or called off, with the button that takes it back."""

from django.urls import reverse
from django.utils.safestring import SafeString

from escale.accounts.models import User
from escale.desk.answers import with_undo
from escale.desk.workshops.groups import words
from escale.workshops.leading import SessionDecision
from escale.workshops.models import Session


def of_handing(session: Session, *, to: User, before: User, led_together: bool) -> SafeString:
    """Handed to `to`; taken back, `before` leads again, with her when they led it together."""
    query = {"ensemble": "1"} if led_together else None
    address = reverse("desk:session-hand-back", args=[session.pk, before.pk], query=query)
    said = f"{to.first_name} animera {session.group} du {words.session_words(session)}. Aucun message n’est parti."
    return with_undo(said, address, f"Rendre à {before.first_name}")


def of_decision(decision: SessionDecision, *, led_together: bool) -> SafeString | None:
    """What can be taken back of a decision just applied; nothing when it left the session as it was."""
    session = decision.session
    if decision.is_called_off:
        said = f"{session.group} du {words.session_words(session)} : c’est annulé."
        return with_undo(said, reverse("desk:session-restore", args=[session.pk]), "Rétablir")
    if decision.to is None:
        return None
    return of_handing(session, to=decision.to, before=session.adviser, led_together=led_together)
