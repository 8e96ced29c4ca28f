"""Articles that a letter carries to those who asked for it."""

from django.db import models

from escale import db
from escale.media.models.articles import Article
from escale.publishing.models import MonthlyMail


class MailedArticle(db.Model):
    """An article chosen for the mail of the month, at its place."""

    mail = models.ForeignKey(MonthlyMail, models.CASCADE, related_name="+", verbose_name="mail du mois")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name="chronique")
    position = models.PositiveSmallIntegerField("rang")

    objects = db.QuerySet["MailedArticle"].as_manager()

    class Meta:
        verbose_name = "chronique d’un mail"
        verbose_name_plural = "chroniques des mails"
        constraints = [models.UniqueConstraint(fields=["mail", "article"], name="article_once_a_mail")]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.article_id}"
