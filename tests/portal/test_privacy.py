"""The page on privacy: what it says of each thing the portal keeps of people, and when it was last read over."""

import re
from html import unescape

import pytest

pytestmark = pytest.mark.django_db


def test_it_tells_what_is_kept_of_people_and_until_when(client):
    page = client.get("/confidentialite/").content.decode()
    words = unescape(re.sub(r"<[^>]+>", " ", page)).replace("\u00a0", " ")
    for said in (
        "nom, formule d’appel, courriel et téléphone",
        "l’efface alors, avec son historique",
        "vous rappeler les rapports des missions dont vous êtes responsable",
        "ne contient aucun contact",
        "il ne peut effacer une copie téléchargée ou imprimée",
    ):
        assert said in words, said
    assert re.search(r'Page revue le <time datetime="\d{4}-\d{2}-\d{2}">', page)
