"""Every kind of page and error state, by name, as the browser tests visit them."""

# More than is searched for at once.
LONG = "integration" * 20

# What is not 200.
STATUS = {
    "/practices/?theme=nonsense&colour=blue": 400,
    f"/practices/?q={LONG}": 400,
    "/nothing/": 404,
    "/account/address/confirm/nothing/": 404,
    "/account/password/new/1-nothing/": 404,
    "/account/mail/off/nothing/": 404,
    "/practices/compare/?practice=nothing": 400,
}

# As many fact sheets as fit side by side, in several scripts.
FOUR = "&".join(
    f"practice={slug}"
    for slug in (
        "foreigners-forum",
        "festival-of-solidarity-in-sofia",
        "teaching-greek-language-and-greek-history-to-migrant-mothers",
        "facilitating-the-integration-of-tcns-in-romanian-society",
    )
)

PAGES = {
    "home": "/",
    "catalogue": "/practices/",
    "catalogue, second page": "/practices/?sort=-started",
    "catalogue, filtered": "/practices/?country=IT&country=FR&theme=language_training&started_from=2000",
    "catalogue, nothing found": "/practices/?country=IT&theme=sport",
    "catalogue, words found": "/practices/?q=housing+OR+Zweitspracherwerb",
    "catalogue, mistyped": "/practices/?q=hosuing&country=IT",
    "catalogue, too many words": f"/practices/?q={LONG}",
    "what may be meant": "/practices/suggest/?q=inte",
    "map": "/practices/?view=map",
    "map, nearer, filtered": "/practices/?view=map&zoom=4&centre=356,448&country=IT&country=BE&dimension=cultural",
    "map, nothing found": "/practices/?view=map&country=IT&theme=sport",
    "table": "/practices/?view=table",
    "table, other columns": "/practices/?view=table&columns=theme&columns=target_group&columns=updated&sort=-updated",
    "table, nothing found": "/practices/?view=table&country=IT&theme=sport",
    "timeline": "/practices/?view=timeline",
    "timeline, filtered": "/practices/?view=timeline&country=IT&sort=title",
    "timeline, nothing found": "/practices/?view=timeline&country=IT&theme=sport",
    "catalogue, refused": "/practices/?theme=nonsense&colour=blue",
    "statistics": "/practices/statistics/",
    "statistics of a search": "/practices/statistics/?country=IT&country=FR&started_from=2000",
    "statistics of nothing": "/practices/statistics/?country=IT&theme=sport",
    "fact sheet with figures": "/practices/foreigners-forum/",
    "fact sheet with a doubtful budget": "/practices/facilitating-the-integration-of-tcns-in-romanian-society/",
    "fact sheet in Bulgarian": "/practices/festival-of-solidarity-in-sofia/?text=bg",
    "fact sheet in Greek": "/practices/teaching-greek-language-and-greek-history-to-migrant-mothers/?text=el",
    "organisation": "/organisations/regione-lombardia/",
    "compare": f"/practices/compare/?{FOUR}",
    "compare, only differences": "/practices/compare/?practice=foreigners-forum&practice=bee-my-job&differences=only",
    "compare, explained": "/practices/compare/",
    "compare, refused": "/practices/compare/?practice=nothing",
    "list": f"/practices/list/?{FOUR}",
    "list, nothing on it": "/practices/list/",
    "list, one of them gone": "/practices/list/?practice=nothing&practice=foreigners-forum",
    "catalogue, picking": "/practices/?country=IT&picked=foreigners-forum,bee-my-job",
    "about": "/about/",
    "accessibility": "/accessibility/",
    "privacy": "/privacy/",
    "API documentation": "/api/v1/docs/",
    "sign in": "/account/sign-in/",
    "sign up": "/account/sign-up/",
    "sign up, mail sent": "/account/sign-up/sent/",
    "confirm an address, dead link": "/account/address/confirm/nothing/",
    "closed account": "/account/closed/",
    "forgotten password": "/account/password/forgotten/",
    "forgotten password, mail sent": "/account/password/forgotten/sent/",
    "new password, dead link": "/account/password/new/1-nothing/",
    "other sign-in broken off": "/account/connected/cancelled/",
    "switching off mails, refused": "/account/mail/off/nothing/",
    "not found": "/nothing/",
}
