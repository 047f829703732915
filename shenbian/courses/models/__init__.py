"""The nouns of learning, by what they belong to: the course, the learner, the exam."""

from shenbian.courses.models.course import Course, Lesson, Question
from shenbian.courses.models.exam import Paper
from shenbian.courses.models.learning import Enrolment, Grade, Progress, Watching

__all__ = ["Course", "Enrolment", "Grade", "Lesson", "Paper", "Progress", "Question", "Watching"]
