"""The rights of pictures, and who was asked to read a text over."""

from escale.writing.models.consents import Medium as Medium
from escale.writing.models.consents import PictureConsent as PictureConsent
from escale.writing.models.reviews import Review as Review
from escale.writing.models.reviews import ReviewKind as ReviewKind
