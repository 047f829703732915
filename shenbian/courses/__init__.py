"""What is learnt (课程): enrolment, lessons, progress that cannot be idled, exam, grades, and what follows from them.

A programme declares a `CourseKind` beside its metrics and, where people enrol by themselves, an `EntryKind` whose last
move has the effect `Enrols(kind)`. Enrolled, attended and completed are three things and never counted as one.
"""
