"""Coming into the bureau, as a browser does."""

from django.urls import reverse

SIGN_IN = reverse("admin:login")
WRONG, PASSWORD = "autre", "Un mot de passe d’essai"


def send(client, login="redaction", password=WRONG, address="203.0.113.9", **values):
    """Send the sign-in page from an address; return what came of it."""
    return client.post(SIGN_IN, {"login": login, "password": password, **values}, REMOTE_ADDR=address)
