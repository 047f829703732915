"""The desk's addresses: a line for each of its rooms."""

from django.urls import include, path

app_name = "desk"
urlpatterns = [
    path("", include("shenbian.desk.inbox.urls")),
    path("lines/", include("shenbian.desk.lines.urls")),
    path("things/", include("shenbian.desk.things.urls")),
    path("", include("shenbian.desk.lives.urls")),
    path("field/", include("shenbian.desk.field.urls")),
    path("search/", include("shenbian.desk.search.urls")),
    path("registers/", include("shenbian.desk.registers.urls")),
    path("imports/", include("shenbian.desk.imports.urls")),
    path("", include("shenbian.desk.jobs.urls")),
    path("editions/", include("shenbian.desk.editions.urls")),
    path("sessions/", include("shenbian.desk.screen.urls")),
    path("editions/", include("shenbian.desk.challenges.urls")),
    path("editions/", include("shenbian.desk.courses.urls")),
    path("tournaments/", include("shenbian.desk.tournaments.urls")),
    path("streams/", include("shenbian.desk.streams.urls")),
    path("mixers/", include("shenbian.desk.mixers.urls")),
    path("teams/", include("shenbian.desk.teams.urls")),
    path("funds/", include("shenbian.desk.funds.urls")),
    path("aid/", include("shenbian.desk.aid.urls")),
    path("deployments/", include("shenbian.desk.deployments.urls")),
    path("goods/", include("shenbian.desk.goods.urls")),
    path("sessions/", include("shenbian.desk.sessions.urls")),
    path("awards/", include("shenbian.desk.awards.urls")),
    path("notices/", include("shenbian.desk.notices.urls")),
    path("", include("shenbian.desk.rules.urls")),
    path("", include("shenbian.desk.offices.urls")),
    path("gallery/", include("shenbian.desk.gallery.urls")),
    path("accounts/", include("shenbian.desk.accounts.urls")),
    path("tokens/", include("shenbian.desk.tokens.urls")),
    path("traces/", include("shenbian.desk.traces.urls")),
    path("", include("shenbian.desk.record.urls")),
]
