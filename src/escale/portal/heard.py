"""The question "Comment nous avez-vous connus ?" on the pages of whoever booked or enrolled."""

from dataclasses import dataclass

from django.http import HttpRequest

from escale.accounts.models import Organization
from escale.people import acquisition as words
from escale.portal.forms import AcquisitionForm
from escale.publishing import acquisition

THANKED = "merci"


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What is known, "par le journal": said by her, or by the short address she came by. She may always say otherwise."""

    form: AcquisitionForm
    through: str
    is_thanked: bool


def of(request: HttpRequest, organization: Organization, said: str) -> Heard:
    """The question with the answers of this organization. One query."""
    answers = acquisition.asked(organization, most=words.MOST_ASKED, also=said)
    return Heard(
        form=AcquisitionForm(answers=answers, initial={"acquisition": said}),
        through=words.through(said),
        is_thanked=THANKED in request.GET,
    )
