"""What is made public and what was said against it."""

from shenbian.awards.models.publicity import NoticeLine, Objection, PublicNotice

__all__ = ["NoticeLine", "Objection", "PublicNotice"]
