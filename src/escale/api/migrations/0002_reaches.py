from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]

    operations = [migrations.RenameField(model_name="apiclient", old_name="scopes", new_name="reaches")]
