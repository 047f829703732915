"""The portal's addresses: a line for each of its rooms."""

from django.urls import include, path

from shenbian.portal import language, views
from shenbian.portal.awards import urls as awards
from shenbian.portal.verify import certificates
from shenbian.portal.verify import views as verifying

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("needs/<str:key>/", views.need, name="need"),
    path("switch/", language.switch, name="switch"),
    path("", include("shenbian.portal.part.urls")),
    path("", include("shenbian.portal.challenges.urls")),
    path("", include("shenbian.portal.live.urls")),
    path("me/courses/", include("shenbian.portal.courses.urls")),
    path("check-in/", include("shenbian.portal.checkin.urls")),
    path("", include("shenbian.portal.sessions.urls")),
    path("me/mixers/", include("shenbian.portal.mixers.urls")),
    path("me/aid/", include("shenbian.portal.aid.urls")),
    path("me/matches/", include("shenbian.portal.matches.urls")),
    path("me/", include("shenbian.portal.me.urls")),
    path("verify/", verifying.verify, name="verify"),
    path("verify/key.pem", verifying.public_key, name="public_key"),
    path("verify/card/<str:code>/", verifying.card, name="verify_card"),
    path("verify/certificate/", certificates.by_code, name="verify_code"),
    path("verify/certificate/<str:code>/", certificates.certificate, name="verify_certificate"),
    path("", include("shenbian.portal.record.urls")),
    path("public-notices/", include(awards.public)),
    path("me/benefits/", include(awards.mine)),
    path("notices/", include("shenbian.portal.notices.urls")),
    path("files/", include("shenbian.portal.files.urls")),
    path("", include("shenbian.portal.install.urls")),
]
