from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshops", "0003_lists_of_interested_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="draftgroup",
            name="named_by_hand",
            field=models.BooleanField(default=False, verbose_name="titre et niveau choisis par l’équipe"),
        ),
        migrations.AddField(
            model_name="interest",
            name="placed_by_hand",
            field=models.BooleanField(default=False, verbose_name="placé par l’équipe, et non par la proposition"),
        ),
    ]
