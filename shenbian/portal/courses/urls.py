"""我的课程: lessons, the exam, the result."""

from django.urls import path

from shenbian.portal.courses import exam, lessons, views

urlpatterns = [
    path("", views.courses, name="courses"),
    path("beat/", lessons.beat, name="beat"),
    path("<int:pk>/", views.course, name="course"),
    path("<int:pk>/leave/", views.leave, name="course_leave"),
    path("<int:pk>/finish/", views.finish, name="course_finish"),
    path("<int:pk>/lessons/<int:lesson>/", lessons.lesson, name="lesson"),
    path("<int:pk>/exam/", exam.exam, name="exam"),
    path("<int:pk>/exam/<int:number>/", exam.question, name="exam_question"),
    path("<int:pk>/exam/hand-in/", exam.hand_in, name="exam_hand_in"),
]
