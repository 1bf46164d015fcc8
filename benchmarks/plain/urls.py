"""The addresses of the plain list."""

from django.urls import path

from benchmarks.plain.views import PracticeList

urlpatterns = [path("practices/", PracticeList.as_view(), name="practices-list")]
