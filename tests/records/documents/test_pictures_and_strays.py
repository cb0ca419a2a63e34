"""Pictures are drawn again as they are seen; files that nothing holds any more go, once they no longer wait."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from records.documents import pictures, refusals
from records.documents.pictures import WIDTHS, draw_again
from records.documents.refusals import RefusedFileError
from records.documents.storing import KEPT_FILE, WAITS_FOR, StoredFile, name_at_width, sign, stray_names
from records.documents.strays import remove_stray_files
from tests.records.document_samples import picture
from tests.records.factories import BookDocumentFactory, KeptTypingFactory, SourceProposalFactory


def saved(image, file_format="PNG", **options):
    """Return an image as a file (bytes)."""
    out = io.BytesIO()
    image.save(out, file_format, **options)
    return out.getvalue()


@pytest.mark.parametrize(
    ("width", "height", "sizes"),
    [
        (1, 1, [(1, 1)]),
        (481, 100, [(480, 100), (481, 100)]),
        (1601, 800, [(480, 240), (960, 480), (1600, 800)]),
        (2000, 1, [(480, 1), (960, 1), (1600, 1)]),  # never of no height
        (10, 3000, [(10, 3000)]),
    ],
)
def test_a_picture_is_drawn_in_the_widths_that_it_fills(width, height, sizes):
    drawn = draw_again(picture(width, height))
    assert [(each.width, each.height) for each in drawn] == sizes
    for each in drawn:
        with Image.open(io.BytesIO(each.content)) as opened:
            assert (opened.format, opened.size) == ("WEBP", (each.width, each.height))
    assert max(WIDTHS) == 1600


@pytest.mark.parametrize(("beyond", "is_drawn"), [(0, True), (1, False)])
def test_a_picture_has_so_many_pixels_at_most(monkeypatch, beyond, is_drawn):
    monkeypatch.setattr(pictures, "MAX_PIXELS", 200 - beyond)
    if is_drawn:
        assert draw_again(picture(20, 10))
    else:
        with pytest.raises(RefusedFileError) as refused:
            draw_again(picture(20, 10))
        assert refused.value.messages == [str(refusals.TOO_MANY_PIXELS)]


@pytest.mark.parametrize(
    ("mode", "options", "is_seen_through"),
    [
        ("RGB", {}, False),
        ("L", {}, False),
        ("P", {}, False),
        ("P", {"transparency": 0}, True),
        ("RGBA", {}, True),
        ("LA", {}, True),
        ("1", {}, False),
    ],
)
def test_a_picture_is_seen_through_where_it_was(mode, options, is_seen_through):
    (drawn,) = draw_again(saved(Image.new(mode, (4, 4)), **options))
    with Image.open(io.BytesIO(drawn.content)) as opened:
        assert opened.mode == ("RGBA" if is_seen_through else "RGB")


@pytest.mark.parametrize("file_format", ["GIF", "BMP", "TIFF"])
def test_another_sort_of_picture_is_not_drawn(file_format):
    with pytest.raises(RefusedFileError) as refused:
        draw_again(saved(Image.new("RGB", (4, 4)), file_format))
    assert refused.value.messages == [str(refusals.BROKEN)]


def keep(name):
    """Keep a file of this name; return it as it is kept, and signed."""
    stored = StoredFile(default_storage.save(f"documents/2026/{name}", ContentFile(b"a")), "application/pdf", 1, "c")
    return stored.file, sign(stored)


def later():
    """Return a moment when what is kept now no longer waits."""
    return timezone.now() + WAITS_FOR + dt.timedelta(minutes=1)


def left(*names):
    """Remove the stray files; return which of these are kept still."""
    remove_stray_files(later())
    return [name for name in names if default_storage.exists(name)]


def test_a_file_waits_before_it_is_stray():
    name, _signed = keep("a.pdf")
    kept_at = default_storage.get_modified_time(name)
    assert stray_names([], kept_at + WAITS_FOR - dt.timedelta(seconds=1)) == []
    assert stray_names([], kept_at + WAITS_FOR) == [name]


def test_a_file_held_is_no_stray_in_any_of_its_widths():
    names = [keep(name_at_width("b", width))[0] for width in (480, 960)]
    other, _signed = keep("c-480.webp")
    assert stray_names([(names[1], [480, 960])], later()) == [other]
    assert stray_names([(names[1], None)], later()) == [names[0], other]


@pytest.mark.django_db
def test_the_file_of_a_document_stays_and_that_of_a_deleted_one_goes():
    (held, _one), (gone, _two) = keep("held.pdf"), keep("gone.pdf")
    BookDocumentFactory(filed=True, file=held)
    BookDocumentFactory(filed=True, file=gone).delete()
    assert left(held, gone) == [held]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "days", "stays"),
    [
        ("prepared", 90, True),
        ("submitted", 90, True),
        ("applied", 90, False),
        ("dropped", 90, False),
        ("dropped", 1, True),  # it may be taken back
    ],
)
def test_what_a_proposal_would_put_stays_while_it_may(state, days, stays):
    (new, signed), (changed, also_signed) = keep("new.pdf"), keep("changed.pdf")
    rows = {"7": {KEPT_FILE: ["", also_signed]}, "8": {"title": ["a", "b"]}}
    parts = {"documents": {"rows": rows, "new": [{KEPT_FILE: signed}, {"title": "c"}]}, "others": {}}
    proposal = SourceProposalFactory(state=state, changes={"fields": {}, "parts": parts})
    type(proposal).objects.update(state_since=later() - dt.timedelta(days=days))
    assert left(new, changed) == ([new, changed] if stays else [])


@pytest.mark.django_db
def test_what_somebody_is_typing_stays():
    (kept, signed), (other, also_signed) = keep("typed.pdf"), keep("other.pdf")
    KeptTypingFactory(typed={f"documents-0-{KEPT_FILE}": [signed, "forged"], "title": [also_signed]})
    assert left(kept, other) == [kept]  # a title is no file


@pytest.mark.django_db
def test_how_many_were_removed_is_told():
    remove_stray_files(later())
    for name in ("a.pdf", "b.pdf"):
        keep(name)
    assert (remove_stray_files(later()), remove_stray_files(later())) == (2, 0)
