"""The form of a mission of many rows, drawn for somebody of the bureau in this process."""

import re
import time
from statistics import median

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from axes.models import Vision
from tests.missions.big_mission import big_mission

ROUNDS = 5
ROWS = re.compile(r'name="\w+-INITIAL_FORMS" value="(\d+)"')


def measure():
    """Return (rows, statements, median seconds of processor) of the form of a big mission, which is not kept."""
    with transaction.atomic():
        Vision.objects.update(is_current=False)  # the big mission brings its own
        path = reverse("admin:missions_mission_change", args=[big_mission(8).pk])
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.filter(is_superuser=True).first())
        rows = sum(map(int, ROWS.findall(client.get(path).text)))
        statements = []
        with connection.execute_wrapper(lambda run, *rest: statements.append(1) or run(*rest)):
            client.get(path)
        seconds = median(_draw(client, path) for _ in range(ROUNDS))
        transaction.set_rollback(True)
    return rows, len(statements), seconds


def _draw(client, path):
    start = time.process_time()
    client.get(path)
    return time.process_time() - start
