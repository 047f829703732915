"""The verbs of learning: a course is set up, people learn its lessons, sit its exam."""

from shenbian.courses.actions.erasing import erase_learning
from shenbian.courses.actions.examining import answer, begin_paper, finish, hand_in
from shenbian.courses.actions.learning import Beat, beat, open_lesson
from shenbian.courses.actions.setting_up import (
    LessonSaid,
    QuestionSaid,
    Settings,
    add_lesson,
    add_questions,
    arrange,
    course_of,
    retire_lesson,
    retire_question,
)

__all__ = [
    "Beat",
    "LessonSaid",
    "QuestionSaid",
    "Settings",
    "add_lesson",
    "add_questions",
    "answer",
    "arrange",
    "beat",
    "begin_paper",
    "course_of",
    "erase_learning",
    "finish",
    "hand_in",
    "open_lesson",
    "retire_lesson",
    "retire_question",
]
