"""我的."""

from django.urls import path

from shenbian.portal.me import certificates, codes, data, goods, money, sessions, tasks, views, volunteering
from shenbian.portal.sessions import calendar

urlpatterns = [
    path("", views.me, name="me"),
    path("card/", views.card, name="card"),
    path("year/", views.year, name="year"),
    path("year/<int:fact>/proof.json", views.proof, name="proof"),
    path("certificates/", certificates.certificates, name="certificates"),
    path("certificates/<int:pk>/", certificates.certificate, name="certificate"),
    path("volunteering/", volunteering.volunteering, name="volunteering"),
    path("volunteering/certify/", volunteering.certify, name="volunteering_certify"),
    path("sessions/", sessions.mine, name="my_sessions"),
    path("sessions/bookings/", sessions.bookings, name="my_bookings"),
    path("sessions/calendar.ics", calendar.of_mine, name="my_calendar"),
    path("teams/<int:pk>/join/", volunteering.join, name="team_join"),
    path("teams/<int:pk>/leave/", volunteering.leave, name="team_leave"),
    path("teams/<int:pk>/tasks/<int:session>/", volunteering.book, name="team_book"),
    path("codes/", codes.codes, name="codes"),
    path("codes/<int:pk>/", codes.code, name="redeem_code"),
    path("goods/", goods.goods, name="my_goods"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("money/", money.money, name="my_money"),
    path("data/", data.data, name="data"),
    path("data/opened/", data.opened, name="opened"),
    path("data/export.json", data.export, {"form": "json"}, name="export_json"),
    path("data/export.xlsx", data.export, {"form": "xlsx"}, name="export_xlsx"),
    path("data/correct/", data.correct, name="correct"),
    path("data/erase/", data.erase, name="erase"),
    path("data/requests/", data.requests, name="requests"),
    path("data/requests/<int:pk>/withdraw/", data.withdraw_request, name="withdraw_request"),
    path("consents/", data.consents, name="consents"),
    path("looked/", data.looked, name="looked"),
]
