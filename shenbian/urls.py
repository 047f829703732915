"""Every address of the house: one line for each surface."""

from django.urls import include, path

urlpatterns = [
    path("", include("shenbian.portal.urls")),
    path("desk/", include("shenbian.desk.urls")),
    path("api/", include("shenbian.api.urls")),
    path("accounts/", include("shenbian.accounts.urls")),
]
