"""The tally of a month is one row; what was counted before is counted again from the activities."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_network"), ("statistics", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="PeopleCount"),
        migrations.DeleteModel(name="MonthCount"),
        migrations.CreateModel(
            name="MonthCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="premier jour du mois")),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="chiffres")),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organization",
                        verbose_name="structure",
                    ),
                ),
                (
                    "network",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.network",
                        verbose_name="réseau",
                    ),
                ),
            ],
            options={
                "verbose_name": "compte d’un mois",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("network", None), ("organization__isnull", False))
                        | models.Q(("network__isnull", False), ("organization", None)),
                        name="month_count_of_one_owner",
                    ),
                    models.UniqueConstraint(fields=("organization", "month"), name="one_month_count_per_organization"),
                    models.UniqueConstraint(fields=("network", "month"), name="one_month_count_per_network"),
                ],
            },
        ),
    ]
