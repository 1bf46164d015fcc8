"""Addresses of drafts, reviews and what is published of them, on pages and in the API; see addresses.py."""

from typing import Any

from tests.practices.made_files import picture
from tests.practices.reviews import scores

DRAFT, HERE = "practices/drafts/<uuid:public_id>/", "/practices/drafts/{draft}/"
REVIEW, SUBMISSION = "practices/review/<int:pk>/", "/practices/review/{submission}/"
API, OF_ONE = "api/v1/^drafts/", "api/v1/^drafts/(?P<public_id>[0-9a-f-]{36})/"

READS: dict[str, tuple[str, str]] = {
    "my-work/": ("/my-work/", "in 200"),
    "invitation/<str:token>/": ("/invitation/{invited}/", "200"),
    "practices/drafts/new/": ("/practices/drafts/new/", "in 200"),
    "practices/drafts/organisations/": ("/practices/drafts/organisations/?place=organiser&organiser-find=v", "in 200"),
    DRAFT: (HERE, "in 200 404"),
    f"{DRAFT}organisations/": (f"{HERE}organisations/", "in 200 404"),
    f"{DRAFT}preview/": (f"{HERE}preview/", "in 200 404"),
    f"{DRAFT}<slug:name>/": (f"{HERE}money/", "in 200 404"),
    f"{DRAFT}<slug:name>/<slug:language>/": (f"{HERE}story/fr/", "in 200 404"),
    f"{DRAFT}files/": (f"{HERE}files/", "in 405"),
    f"{DRAFT}files/<uuid:file>/": (f"{HERE}files/{{file}}/", "in 200 404"),
    f"{DRAFT}presence/": (f"{HERE}presence/", "in 405"),
    f"{DRAFT}comments/": (f"{HERE}comments/", "in 405"),
    f"{DRAFT}comments/<int:pk>/settle/": (f"{HERE}comments/{{comment}}/settle/", "in 405"),
    f"{DRAFT}invitations/": (f"{HERE}invitations/", "in 405"),
    f"{DRAFT}invitations/<int:pk>/end/": (f"{HERE}invitations/{{invitation}}/end/", "in 405"),
    f"{DRAFT}authors/<int:pk>/end/": (f"{HERE}authors/{{co_author}}/end/", "in 405"),
    "practices/<slug:slug>/new-version/": ("/practices/courses/new-version/", "in 302"),
    "practices/<slug:slug>/take-down/": ("/practices/courses/take-down/", "in 200 403 200 200 403"),
    "practices/review/": ("/practices/review/", "reviewer 200"),
    REVIEW: (SUBMISSION, "reviewer 200"),
    f"{REVIEW}fact-sheet/": (f"{SUBMISSION}fact-sheet/", "reviewer 200"),
    f"{API}$": ("/api/v1/drafts/", "401 200 200 401 401 401"),
    f"{OF_ONE}$": ("/api/v1/drafts/{draft}/", "401 200 404 401 401 401"),
    f"{OF_ONE}submission/$": ("/api/v1/drafts/{draft}/submission/", "401 405 405 401 401 401"),
}

WRITES: dict[tuple[str, str], tuple[str, dict[str, Any], str]] = {
    ("invitation/<str:token>/", "POST accept"): ("/invitation/{invited}/", {"accept": ""}, "in 302"),
    ("invitation/<str:token>/", "POST decline"): ("/invitation/{invited}/", {"decline": ""}, "200"),
    ("practices/drafts/new/", "POST"): (
        "/practices/drafts/new/",
        {"organisation": "city", "language": "en"},
        "in 302 422",
    ),
    (DRAFT, "POST submit"): (HERE, {"act": "submit", "version": "1"}, "in 302 404"),
    (DRAFT, "POST withdraw"): ("/practices/drafts/{handed_in}/", {"act": "withdraw"}, "in 302 404"),
    (DRAFT, "POST answer"): (
        "/practices/drafts/{handed_in}/",
        {"act": "answer", "answer-{remark}": "Two families"},
        "in 302 404",
    ),
    (DRAFT, "POST give up"): (HERE, {"act": "give_up", "version": "1"}, "in 302 404"),
    (DRAFT, "POST drop translation"): (
        HERE,
        {"act": "drop_translation:fr", "version": "1"},
        "in 302 404",
    ),
    (f"{DRAFT}organisations/", "POST"): (
        f"{HERE}organisations/",
        {"name": "New", "kind": "ngo", "country": "FR"},
        "in 302 404",
    ),
    (f"{DRAFT}<slug:name>/", "POST"): (
        f"{HERE}place/",
        {"field": "place_name", "place_name": "Lille", "version": "1"},
        "in 302 404",
    ),
    (f"{DRAFT}<slug:name>/<slug:language>/", "POST"): (
        f"{HERE}story/fr/",
        {"field": "title", "title": "Le titre", "version": "0"},
        "in 302 404",
    ),
    (f"{DRAFT}files/", "POST"): (
        f"{HERE}files/",
        {"version": "1", "file": picture(), "description": "The report"},
        "in 302 404",
    ),
    (f"{DRAFT}presence/", "POST"): (f"{HERE}presence/", {"section": "story"}, "in 200 404"),
    (f"{DRAFT}comments/", "POST"): (
        f"{HERE}comments/",
        {"section": "story", "text": "One family or two?"},
        "in 302 404",
    ),
    (f"{DRAFT}comments/<int:pk>/settle/", "POST"): (f"{HERE}comments/{{comment}}/settle/", {}, "in 302 404"),
    (f"{DRAFT}invitations/", "POST"): (f"{HERE}invitations/", {"email": "ana@example.org"}, "in 302 404"),
    (f"{DRAFT}invitations/<int:pk>/end/", "POST"): (f"{HERE}invitations/{{invitation}}/end/", {}, "in 302 404"),
    (f"{DRAFT}authors/<int:pk>/end/", "POST"): (f"{HERE}authors/{{co_author}}/end/", {}, "in 302 404"),
    ("practices/<slug:slug>/new-version/", "POST"): ("/practices/courses/new-version/", {}, "in 302 403"),
    ("practices/<slug:slug>/take-down/", "POST unpublish"): (
        "/practices/courses/take-down/",
        {"what": "unpublish", "reason": "Wrong city"},
        "in 302 403 302 302 403",
    ),
    ("practices/<slug:slug>/take-down/", "POST delete"): (
        "/practices/courses/take-down/",
        {"what": "delete", "reason": "Asked for"},
        "in 422 403 422 302 403",
    ),
    ("practices/<slug:slug>/take-down/", "POST delete what was taken off"): (
        "/practices/taken-off/take-down/",
        {"what": "delete", "reason": "Asked for"},
        "in 410 410 410 302 410",
    ),
    (REVIEW, "POST take"): (SUBMISSION, {"do": "take", "version": "1"}, "reviewer 302"),
    (REVIEW, "POST save"): (SUBMISSION, {"do": "save", "version": "1"}, "reviewer 302"),
    (REVIEW, "POST publish"): (SUBMISSION, {"do": "publish", "version": "1", **scores()}, "reviewer 302"),
    (REVIEW, "POST request changes"): (
        SUBMISSION,
        {"do": "request_changes", "version": "1", "to_authors": "Say more"},
        "reviewer 302",
    ),
    (REVIEW, "POST decline"): (
        SUBMISSION,
        {"do": "decline", "version": "1", "reason": "It is not about integration"},
        "reviewer 302",
    ),
    (f"{API}$", "POST"): ("/api/v1/drafts/", {"language": "en"}, "401 201 201 401 401 401"),
    (f"{API}$", "POST next version"): (
        "/api/v1/drafts/",
        {"language": "en", "fact_sheet": "{fact_sheet}"},
        "401 201 403 401 401 401",
    ),
    (f"{OF_ONE}$", "PATCH"): (
        "/api/v1/drafts/{draft}/",
        {"If-Match": "1", "sections": {"money": {}}},
        "401 200 404 401 401 401",
    ),
    (f"{OF_ONE}$", "DELETE"): ("/api/v1/drafts/{draft}/", {"If-Match": "1"}, "401 204 404 401 401 401"),
    (f"{OF_ONE}submission/$", "POST"): (
        "/api/v1/drafts/{draft}/submission/",
        {"If-Match": "1"},
        "401 200 404 401 401 401",
    ),
    (f"{OF_ONE}submission/$", "DELETE"): ("/api/v1/drafts/{handed_in}/submission/", {}, "401 200 404 401 401 401"),
}
