"""What pages say of documents: which are read and which are shown, what a link leads to, a picture in its widths."""

import pytest
from django.utils.translation import override

from records.documents.models import DocumentKind, DocumentLanguage
from records.templatetags.documents import file_in_words, picture, pictures_among, texts_among
from tests.records.bookshelf.models import BookDocument

PDF = {"file": "documents/a.pdf", "media_type": "application/pdf", "size": 1_234_567, "checksum": "0" * 64}


def shown_picture(**values):
    """Return a picture of two widths, not saved."""
    known = {"kind": DocumentKind.PICTURE, "slug": "port", "alt": "Le port", "widths": [480, 960], "height": 640}
    return BookDocument(**{**known, **values})


def test_documents_are_read_but_pictures_which_are_shown_in_their_order():
    report, port, text, gate = (
        BookDocument(kind=kind) for kind in (DocumentKind.REPORT, "image", DocumentKind.TEXT, DocumentKind.PICTURE)
    )
    documents = iter([report, port, text, gate])
    assert texts_among(documents) == [report, text]
    assert pictures_among(iter([report, port, text, gate])) == [port, gate]


def test_of_nothing_nothing_is_read_or_shown():
    assert texts_among([]) == pictures_among([]) == []


@pytest.mark.parametrize(
    ("values", "said", "said_in_english"),
    [
        ({**PDF, "language": "fr"}, "PDF, 1,2\u00a0Mo, français", "PDF, 1.2\u00a0MB, French"),
        ({**PDF, "language": "fr-en"}, "PDF, 1,2\u00a0Mo, français et anglais", "PDF, 1.2\u00a0MB, French and English"),
        ({**PDF, "language": ""}, "PDF, 1,2\u00a0Mo", "PDF, 1.2\u00a0MB"),
        ({"address": "https://a.invalid", "language": "en"}, "autre site, anglais", "other site, English"),
        ({"address": "https://a.invalid", "language": ""}, "autre site", "other site"),
    ],
)
def test_a_link_says_what_it_leads_to(values, said, said_in_english):
    document = BookDocument(**values)
    assert file_in_words(document) == said
    with override("en"):
        assert file_in_words(document) == said_in_english


@pytest.mark.parametrize("language", DocumentLanguage)
def test_every_language_is_said_of_a_document(language):
    assert file_in_words(BookDocument(address="https://a.invalid", language=language)).endswith(f", {language.label}")


def test_a_picture_is_shown_in_every_width_it_was_drawn_in():
    assert picture(shown_picture(), "50vw") == (
        '<img src="/documents/livre/port" srcset="/documents/livre/port?largeur=480 480w, '
        '/documents/livre/port?largeur=960 960w" sizes="50vw" width="960" height="640" alt="Le port" loading="lazy">'
    )


def test_a_picture_that_was_small_has_one_width():
    html = picture(shown_picture(widths=[320], height=200))
    assert 'srcset="/documents/livre/port?largeur=320 320w"' in html
    assert 'width="320" height="200"' in html


@pytest.mark.parametrize(
    ("alt", "alt_en", "language", "written"),
    [
        ('L\'eau : "ici"', "", "fr-ca", 'alt="L’eau\u00a0: «\u00a0ici\u00a0»" loading'),
        ("Le port", "The harbour", "en", 'alt="The harbour" loading'),
        ("Le port", "", "en", 'alt="Le port" lang="fr-CA" loading'),  # French on an English page is said so
        ('"><script>', "", "en", 'alt="&quot;&gt;&lt;script&gt;" lang'),
    ],
)
def test_a_picture_says_what_is_seen_in_the_language_of_the_page(alt, alt_en, language, written):
    with override(language):
        assert written in picture(shown_picture(alt=alt, alt_en=alt_en))
