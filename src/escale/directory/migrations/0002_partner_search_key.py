"""What a name typed is compared with, in an index of its own: 20,000 partners are looked through without their sheets."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_keeps_people_months"),
        ("directory", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="search_key",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="ce qu’on cherche"),
        ),
        migrations.AddIndex(
            model_name="partner",
            index=models.Index(fields=["organization", "search_key"], name="partner_name"),
        ),
    ]
