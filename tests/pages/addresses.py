"""Every kind of page and error state, by name, as the browser tests visit them."""

# What is not 200.
STATUS = {"/practices/?theme=nonsense&colour=blue": 400, "/nothing/": 404}

PAGES = {
    "home": "/",
    "catalogue": "/practices/",
    "catalogue, second page": "/practices/?sort=-started",
    "catalogue, filtered": "/practices/?country=IT&country=FR&theme=language_training&started_from=2000",
    "catalogue, nothing found": "/practices/?country=IT&theme=sport",
    "catalogue, refused": "/practices/?theme=nonsense&colour=blue",
    "fact sheet with figures": "/practices/foreigners-forum/",
    "fact sheet with a doubtful budget": "/practices/facilitating-the-integration-of-tcns-in-romanian-society/",
    "fact sheet in Bulgarian": "/practices/festival-of-solidarity-in-sofia/?text=bg",
    "fact sheet in Greek": "/practices/teaching-greek-language-and-greek-history-to-migrant-mothers/?text=el",
    "organisation": "/organisations/regione-lombardia/",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "API documentation": "/api/v1/docs/",
    "sign in": "/account/sign-in/",
    "not found": "/nothing/",
}
WIDTHS = (1280, 768, 360, 320)
