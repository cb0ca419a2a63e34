"""A source is public while something public cites it, and is changed then as what it proves: by a proposal."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from records.models import Source, SourceProposal
from records.publication.status import PublicationStatus
from tests.missions.factories import MissionFactory, ObjectiveFactory
from tests.partners.factories import PartnerFactory
from tests.portal.bureau import address, merge_page
from tests.portal.proposals import Bureau
from tests.records.factories import SourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    """A source that a public mission cites."""
    row = SourceFactory(publisher="Le Quotidien")
    MissionFactory(published=True).sources.add(row)
    return row


def publishers(client):
    """Return the text of the page that lists the sources anyone may read."""
    return client.get(reverse("portal:sources")).text


def test_a_source_is_public_while_something_public_cites_it(client):
    alone, cited, proof, hidden = (SourceFactory(publisher=name) for name in ("Seule", "Citée", "Preuve", "Cachée"))
    mission = MissionFactory(published=True)
    mission.sources.add(cited)
    ObjectiveFactory(mission=mission, evidence=proof)
    PartnerFactory().sources.add(hidden)
    assert [each.is_online for each in (alone, cited, proof, hidden)] == [False, True, True, False]
    assert [name for name in ("Seule", "Citée", "Preuve", "Cachée") if name in publishers(client)] == [
        "Citée",
        "Preuve",
    ]
    type(mission).objects.update(status=PublicationStatus.ARCHIVED)
    assert not cited.is_online


def test_what_a_writer_changes_of_a_public_source_waits_for_an_approver(source, redaction, approbation, client):
    writer, approver = Bureau(redaction, source), Bureau(approbation, source)
    assert "devient une proposition" in writer.open().text
    assert writer.write(publisher="Le Soleil", _submit="1")["Location"] == writer.page()
    source.refresh_from_db()
    assert (source.publisher, "Le Soleil" in publishers(client)) == ("Le Quotidien", False)
    assert approver.page() in approver.client.get(reverse("admin:index")).text
    shown = approver.read().text
    assert all(word in shown for word in ("Le Quotidien", "Le Soleil", "Mettre en ligne"))
    assert writer.take("publish").status_code == 403
    assert approver.client.get(approver.page(page="preview")).status_code == 404
    assert approver.take("publish").status_code == 302
    source.refresh_from_db()
    assert (source.publisher, "Le Soleil" in publishers(client)) == ("Le Soleil", True)
    assert "Proposition approuvée" in source.history.first().history_change_reason


def test_a_source_that_nothing_public_cites_is_changed_at_once(redaction):
    source = SourceFactory()
    assert Bureau(redaction, source).write(publisher="Le Soleil").status_code == 302
    source.refresh_from_db()
    assert (source.publisher, SourceProposal.objects.exists()) == ("Le Soleil", False)


def test_an_approver_changes_a_public_source_and_says_why(source, approbation):
    desk = Bureau(approbation, source)
    assert "Dites en une ligne pourquoi" in desk.write(publisher="Le Soleil").text
    assert desk.write(publisher="Le Soleil", change_reason="Nom repris").status_code == 302
    source.refresh_from_db()
    assert (source.publisher, source.history.first().history_change_reason) == ("Le Soleil", "Nom repris")


def test_a_writer_makes_one_of_no_public_source_and_another(source, redaction, client):
    client.force_login(redaction)
    other = SourceFactory()
    for page in (merge_page(other, source), merge_page(source, other)):
        assert client.get(page).status_code == 403
    assert "fusion" not in client.get(address(source)).text


def test_a_source_withdrawn_meanwhile_keeps_its_proposal_as_it_is(source, redaction, approbation):
    writer, approver = Bureau(redaction, source), Bureau(approbation, source)
    writer.write(publisher="Le Soleil", _submit="1")
    source.mission_set.update(status=PublicationStatus.ARCHIVED)
    assert "n’est plus en ligne" in approver.take("publish").text
    assert Source.objects.get(pk=source.pk).publisher == "Le Quotidien"


def test_only_approvers_put_a_change_of_a_source_online():
    permission = Permission.objects.get(codename="publish_source")
    assert set(permission.group_set.values_list("name", flat=True)) == {"Approbation"}
