"""What a worker may need, in a worker's words. A programme says which it answers; they are the portal's tiles."""

from django.db.models import TextChoices


class Need(TextChoices):
    """The eight needs of the first page, in its order."""

    JOIN = "join", "我要入会"
    SIGN_UP = "sign_up", "我要报名"
    SUBSIDY = "subsidy", "申请补贴"
    WAGES = "wages", "我被欠薪了"
    REST = "rest", "找驿站歇脚"
    JOB = "job", "找工作"
    QUIZ = "quiz", "答题"
    LIVE = "live", "看直播"

    @property
    def takes_part(self) -> bool:
        """Whether it is something to take part in (参加); the others are something to be done for one (办事)."""
        return self in (Need.SIGN_UP, Need.QUIZ, Need.LIVE)
