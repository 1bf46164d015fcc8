"""The addresses of the catalogue's pages."""

from django.urls import path

from practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.catalogue, name="catalogue"),
    path("practices/export.csv", views.export_csv, name="export_csv"),
    path("practices/export.xlsx", views.export_xlsx, name="export_xlsx"),
    path("practices/statistics/", views.statistics, name="statistics"),
    path("practices/statistics/<slug:table>.csv", views.statistics_file, name="statistics_file"),
    path("practices/suggest/", views.suggest, name="suggest"),
    path("practices/compare/", views.compare, name="compare"),
    path("practices/compare.pdf", views.compare_as_pdf, name="compare_pdf"),
    path("practices/list/", views.picked_list, name="list"),
    path("practices/lists/", views.saved_lists, name="saved_lists"),
    path("practices/review/", views.review_queue, name="review_queue"),
    path("practices/review/<int:pk>/", views.review, name="review"),
    path("practices/review/remarks/<int:pk>/", views.answer_remark, name="answer_remark"),
    path("practices/drafts/new/", views.new_draft, name="new_draft"),
    path("practices/drafts/organisations/", views.organisation_offers, name="organisation_offers"),
    path("practices/<slug:slug>/", views.fact_sheet, name="fact_sheet"),
    path("practices/<slug:slug>/take-down/", views.take_down, name="take_down"),
    path("practices/<slug:slug>/fact-sheet.pdf", views.fact_sheet_pdf, name="fact_sheet_pdf"),
    path("practices/<slug:slug>/cite.<str:ending>", views.cite, name="cite"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("practices/drafts/<uuid:public_id>/presence/", views.presence, name="presence"),
    path("practices/drafts/<uuid:public_id>/comments/", views.comment, name="comment"),
    path("practices/drafts/<uuid:public_id>/comments/<int:pk>/settle/", views.settle, name="settle_comment"),
    path("practices/drafts/<uuid:public_id>/invitations/", views.invite_co_author, name="invite_co_author"),
    path("practices/drafts/<uuid:public_id>/invitations/<int:pk>/end/", views.end_invitation, name="end_invitation"),
    path("practices/drafts/<uuid:public_id>/authors/<int:pk>/end/", views.end_co_author, name="end_co_author"),
    path("practices/drafts/<uuid:public_id>/", views.draft, name="draft"),
    path("practices/drafts/<uuid:public_id>/preview/", views.preview, name="preview"),
    path("practices/drafts/<uuid:public_id>/<slug:name>/", views.draft_section, name="draft_section"),
    path("practices/drafts/<uuid:public_id>/<slug:name>/<slug:language>/", views.draft_section, name="draft_section"),
    path("practices/<slug:slug>/new-version/", views.new_version, name="new_version"),
    path("my-work/", views.my_work, name="my_work"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
]
