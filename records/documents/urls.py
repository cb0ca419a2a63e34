"""The address of documents: the same whatever the language, and whatever file the document has."""

from django.urls import path, register_converter

from records.documents.views import document

app_name = "documents"


class NamedDocument:
    """Reads « <word of the kind>/<slug> » in an address: a pair."""

    regex = r"[a-z]+/[-a-z0-9]+"

    def to_python(self, value: str) -> tuple[str, str]:
        """Return the word and the slug."""
        word, slug = value.split("/")
        return word, slug

    def to_url(self, named: tuple[str, str]) -> str:
        """Write them again."""
        return "/".join(named)


register_converter(NamedDocument, "document")

urlpatterns = [path("documents/<document:named>", document, name="document")]
