import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nothing was commented before: what is added is empty, or drawn anew."""

    dependencies = [
        ("accounts", "0006_keeps_people_months"),
        ("media", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.organization",
                verbose_name="structure",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="text_before",
            field=models.TextField(blank=True, max_length=2000, verbose_name="message d’avant la correction"),
        ),
        migrations.AddField(
            model_name="comment",
            name="doubt",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="doute"),
        ),
        migrations.RemoveField(model_name="comment", name="link_nonce"),
        migrations.AddField(
            model_name="comment",
            name="link_nonce",
            field=models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="graine du lien secret"),
        ),
        migrations.AddField(
            model_name="comment",
            name="link_hash",
            field=models.CharField(
                blank=True, editable=False, max_length=64, verbose_name="empreinte du lien secret"
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["organization", "created_at"], name="comments_to_read"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("link_hash", ""), _negated=True), fields=("link_hash",), name="comment_link_once"
            ),
        ),
        migrations.AddField(
            model_name="rightofreply",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="accounts.organization",
                verbose_name="structure",
            ),
        ),
        migrations.AddField(
            model_name="rightofreply",
            name="passage",
            field=models.TextField(blank=True, max_length=600, verbose_name="passage contesté"),
        ),
    ]
