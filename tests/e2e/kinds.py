"""One page of each kind, by its French address, on the record of data/: the fullest there is, and the emptiest."""

KINDS = {
    "home": "/",
    "vision": "/vision/",
    "axis": "/axes/rayonner/",
    "partners": "/partenaires/",
    "partners narrowed": "/partenaires/?pays=BE",
    "partner": "/partenaires/namur/",
    "partner without place": "/partenaires/quebec-international/",
    "agreements": "/ententes/",
    "agreement": "/ententes/protocole-de-collaboration-avec-namur-2024-2026/",
    "missions": "/missions/",
    "missions narrowed": "/missions/?annee=2023&sens=sortante&pays=fr&rapport=inconnu",
    "missions without any": "/missions/?pays=jp",
    "accounts": "/bilan/",
    "disclosure": "/bilan/divulgation/2022-T4/",
    "disclosure without any trip": "/bilan/divulgation/2024-T1/",
    "mission": "/missions/mission-a-paris-au-havre-et-a-tunis-2022/",
    "mission declined": "/missions/climate-week-de-new-york-non-retenue-2023/",
    "actions": "/actions/",
    "actions in a table": "/actions/?axe=apprendre&vue=tableau",
    "actions without any": "/actions/?q=introuvable",
    "action": "/actions/place-de-namur-a-quebec/",
    "search": "/recherche/",
    "search with hits": "/recherche/?q=namur",
    "search without hits": "/recherche/?q=introuvable+namur",
    "site map": "/plan-du-site/",
    "sources": "/sources/",
    "accessibility": "/accessibilite/",
    "privacy": "/confidentialite/",
    "English pages": "/pages-en-anglais/",
    "list on paper": "/missions.html",
    "nothing there": "/rien/",
}
LISTS = [
    "/partenaires/",
    "/ententes/",
    "/missions/",
    "/bilan/divulgation/2022-T4/",
    "/actions/",
    "/actions/?vue=tableau",
]


def in_english(path):
    """Return the English address of a page."""
    return f"/en{path}"
