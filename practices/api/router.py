"""The addresses of the catalogue's endpoints."""

from rest_framework.routers import SimpleRouter

from practices.api import viewsets
from practices.api.drafts import DraftViewSet
from practices.api.statistics import StatisticsViewSet
from practices.api.suggest import SuggestViewSet

router = SimpleRouter()
router.register("practices/statistics", StatisticsViewSet, basename="practices-statistics")
router.register("practices/suggest", SuggestViewSet, basename="practices-suggest")
router.register("practices", viewsets.PracticeViewSet, basename="practices")
router.register("organisations", viewsets.OrganisationViewSet, basename="organisations")
router.register("themes", viewsets.ThemeViewSet, basename="themes")
router.register("aims", viewsets.AimViewSet, basename="aims")
router.register("target-groups", viewsets.TargetGroupViewSet, basename="target-groups")
router.register("collections", viewsets.CollectionViewSet, basename="collections")
router.register("drafts", DraftViewSet, basename="drafts")
