"""Postings: a poster put up at a place, by whom, with a photo when somebody took one."""

from typing import Self

from django.db import models
from django.db.models import Q

from escale import db
from escale.accounts.models import User
from escale.publishing.models.channels import Outlet
from escale.publishing.models.kits import Piece


class PostingQuerySet(db.QuerySet["Posting"]):
    def without_photo(self) -> Self:
        """All but the photo itself, which only its own address needs; `has_photo` says whether there is one."""
        return self.defer("photo").annotate(has_photo=Q(photo__isnull=False))


class Posting(db.Model):
    """One piece put up at, or posted to, one place."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="postings", verbose_name="pièce")
    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="postings", verbose_name="lieu de diffusion")
    on = models.DateField("posée le")
    by_whom = models.CharField("posée par", max_length=80, blank=True)
    photo = models.BinaryField("photo", null=True, blank=True)
    noted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="noté par"
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "affiche posée"
        verbose_name_plural = "affiches posées"
        constraints = [models.UniqueConstraint(fields=["piece", "outlet"], name="one_posting_per_piece_and_outlet")]

    def __str__(self) -> str:
        return f"{self.outlet_id} {self.on:%d/%m/%Y}"
