"""What is made public, what was said against it, and what somebody got for what."""

from shenbian.awards.models.benefit import Benefit
from shenbian.awards.models.publicity import NoticeLine, Objection, PublicNotice

__all__ = ["Benefit", "NoticeLine", "Objection", "PublicNotice"]
