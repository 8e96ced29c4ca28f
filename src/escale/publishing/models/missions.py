"""What an adviser says of her work to whoever may send her somebody: a sheet of her own, on the site and on paper."""

from django.db import models

from escale.publishing.models.own_pages import OwnPage, OwnPageQuerySet, lines_of


class MissionSheet(OwnPage):
    """ "Mes missions": what one adviser does, what she doesn't, how somebody is sent to her; one line an item."""

    does = models.TextField("ce que je fais", max_length=1200)
    does_not = models.TextField("ce que je ne fais pas", max_length=1200, blank=True)
    sending = models.TextField("comment m’adresser quelqu’un", max_length=800, blank=True)
    shows_email = models.BooleanField("montrer mon adresse mail", default=True)

    objects = OwnPageQuerySet["MissionSheet"].as_manager()

    class Meta:
        verbose_name = "fiche Mes missions"
        verbose_name_plural = "fiches Mes missions"
        constraints = [models.UniqueConstraint(fields=["organization", "adviser"], name="one_mission_sheet_each")]

    @property
    def things_done(self) -> list[str]:
        return lines_of(self.does)

    @property
    def things_not_done(self) -> list[str]:
        return lines_of(self.does_not)

    @property
    def ways_in(self) -> list[str]:
        return lines_of(self.sending)
