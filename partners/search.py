"""What partners and agreements are found by."""

from partners.models import Agreement, Partner
from records.search.kinds import Kind, Texts, register_kind

register_kind(
    Kind(
        name="partenaires",
        model=Partner,
        route="partners:detail",
        title="name",
        also_named=("acronym",),
        texts=(
            Texts(
                "", ("acronym", "domains", "city_role", "role_holder", "note", "seat_city", "kind"), country="country"
            ),
            Texts("documents", ("title", "alt")),
        ),
    )
)

register_kind(
    Kind(
        name="ententes",
        model=Agreement,
        route="partners:agreement",
        title="title",
        dated_by="sorts_on",
        texts=(
            Texts("", ("domains", "note", "kind")),
            Texts("acts", ("text",)),
            Texts("documents", ("title", "alt")),
            Texts("parties__partner", ("name", "acronym"), country="country"),
        ),
    )
)
