"""The addresses of the catalogue's pages."""

from django.urls import path

from practices import views

app_name = "practices"
urlpatterns = [
    path("practices/", views.catalogue, name="catalogue"),
    path("practices/<slug:slug>/", views.fact_sheet, name="fact_sheet"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
]
