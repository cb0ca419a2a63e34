"""The page on privacy: what it says of each thing the portal keeps of people, and when it was last read over."""

import re
from html import unescape

import pytest

from portal.privacy.files import FILE_OF, FILES

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


@pytest.mark.parametrize(
    ("officer", "said"), [("", "inconnu\u00a0: elle n’est pas encore inscrite"), ("Greffe", "Greffe")]
)
def test_it_names_who_is_responsible_and_how_long_each_file_is_kept(client, settings, officer, said):
    settings.PRIVACY_OFFICER, settings.BACKUP_DAYS = officer, 41
    words = unescape(client.get("/confidentialite/").text)
    assert said in words
    assert "41\u00a0jours" in words
    for file in FILES:
        assert str(file.title) in words
        assert file.retention.words in words, file.key
    assert f"effacé {FILE_OF['messages'].retention.words}" in unescape(client.get("/ecrire/").text)
