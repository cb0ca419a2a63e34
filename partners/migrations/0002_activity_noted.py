from django.db import migrations, models

NOTED = models.DateField(
    blank=True,
    help_text=(
        "Un jour où quelque chose s’est passé, que ni mission, ni action, ni entente du registre ne dit. La "
        "dernière activité connue se calcule."
    ),
    null=True,
    verbose_name="activité inscrite à la main",
)


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0001_record"),
    ]

    operations = [
        operation
        for model in ("historicalpartner", "partner")
        for operation in (
            migrations.RenameField(model, "last_evidence_on", "noted_activity_on"),
            migrations.AlterField(model, "noted_activity_on", NOTED),
        )
    ]
