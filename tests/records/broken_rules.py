"""What the database refuses of sources, and of what records are found by."""

import datetime as dt

from records.publication.status import PublicationStatus
from tests.records.document_samples import broken_documents
from tests.records.factories import (
    AuthorFactory,
    BookDocumentFactory,
    BookFactory,
    ChapterFactory,
    ImportedRowFactory,
    KeptTypingFactory,
    RecordMergeFactory,
    SearchEntryFactory,
    SharedLinkFactory,
    SharedOpinionFactory,
    SheetImportFactory,
    SourceFactory,
    SourceProposalFactory,
)
from tests.rules import Broken

CASES = [
    Broken(
        "records_source_precision_goes_with_date",
        SourceFactory,
        "published_precision",
        {"published_on": dt.date(2024, 5, 1)},
    ),
    Broken("records_sourceproposal_one_open", SourceProposalFactory, "record", shares=("record",)),
    Broken("records_sourceproposal_sent_back_says_why", SourceProposalFactory, "comment", {"state": "sent_back"}),
    Broken(
        "records_searchentry_once_a_language",
        SearchEntryFactory,
        "__all__",
        shares=("kind", "key", "language"),
    ),
    Broken("records_kepttyping_one_per_form", KeptTypingFactory, "__all__", shares=("author", "form", "record")),
    Broken("records_recordmerge_once_each", RecordMergeFactory, "__all__", shares=("model", "former_key")),
    Broken("records_sharedlink_digest_is_its_own", SharedLinkFactory, "digest", shares=("digest",)),
    Broken(
        "records_sharedlink_expires_after_it_was_made",
        SharedLinkFactory,
        "expires_at",
        {"expires_at": dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)},
    ),
    Broken("records_sharedopinion_has_a_name", SharedOpinionFactory, "name", {"name": ""}),
    Broken("records_sharedopinion_comment_says_something", SharedOpinionFactory, "text", {"verdict": "commente"}),
    Broken("records_sheetimport_done_says_when", SheetImportFactory, "__all__", {"state": "done"}),
    Broken("records_importedrow_once_each", ImportedRowFactory, "__all__", shares=("sheet_import", "line")),
    Broken(
        "bookshelf_author_published_has_its_date",
        AuthorFactory,
        "__all__",
        {"status": PublicationStatus.PUBLISHED},
    ),
    Broken(
        "bookshelf_book_precision_goes_with_date",
        BookFactory,
        "printed_precision",
        {"printed_on": dt.date(1970, 1, 1)},
    ),
    *broken_documents(BookDocumentFactory),
    Broken("bookshelf_chapter_rank_is_its_own", ChapterFactory, "position", shares=("book", "position")),
]
