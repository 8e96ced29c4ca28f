"""A network as the public sees it, who joins it and leaves it, what it promises, what it shows."""

from escale.networks.models.charters import Charter, CharterAgreement
from escale.networks.models.joining import JOINING_LIFETIME, Departure, JoinInvitation
from escale.networks.models.reviews import OfferReview, ReviewState
from escale.networks.models.sites import Block, Site

__all__ = [
    "JOINING_LIFETIME",
    "Block",
    "Charter",
    "CharterAgreement",
    "Departure",
    "JoinInvitation",
    "OfferReview",
    "ReviewState",
    "Site",
]
