"""Documents made up for the gallery: no file stands behind them."""

from axes.documents import AxisDocument
from records.documents.models import DocumentKind
from tests.gallery.samples import LONG, D, sample

REPORT = sample(
    AxisDocument,
    kind=DocumentKind.REPORT,
    title="Exemple de rapport",
    language="fr",
    dated_on=D(2026, 3, 1),
    slug="exemple",
    file="exemple.pdf",
    media_type="application/pdf",
    size=1_234_567,
)
ELSEWHERE = sample(
    AxisDocument, kind=DocumentKind.TEXT, title=LONG, language="es", address="https://exemple.invalid/", slug="ailleurs"
)
PICTURE = sample(
    AxisDocument,
    kind=DocumentKind.PICTURE,
    title="Exemple d’image",
    alt="Ce qu’on verrait sur une image",
    credit="Exemple de crédit",
    slug="image",
    file="exemple-1600.webp",
    media_type="image/webp",
    widths=[480, 960, 1600],
    height=900,
)
