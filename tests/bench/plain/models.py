"""What the plain pages add to the tables."""

from django.contrib.postgres.search import SearchVectorField
from django.db import models

from missions.models import Action


class PlainText(models.Model):
    """The words of an action, on PostgreSQL."""

    action = models.OneToOneField(Action, models.CASCADE, primary_key=True, related_name="plain_text")
    words = SearchVectorField()

    class Meta:
        managed = False
        db_table = "plain_text"

    def __str__(self):
        return str(self.action)
