"""Papers and photos (文件), each kept once by its digest, and what they are attached to (附件)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from shenbian.files.media import MEDIA


class StoredFile(models.Model):
    """One upload. What is kept on disk is found by `kept`; of a photo it is the picture drawn anew, without its hidden
    data. `digest` is that of what was handed in (SM3, hexadecimal), so that an original can be recognised."""

    digest = models.CharField("数字指纹", max_length=64)
    kept = models.CharField(max_length=64, db_collation="C")
    size = models.BigIntegerField("大小")  # bytes, as kept
    media = models.CharField("类型", max_length=80)
    width = models.IntegerField(null=True)  # pixels, as kept
    height = models.IntegerField(null=True)
    name = models.CharField("文件名", max_length=120)
    sealed = models.BooleanField("密封", default=False)
    about = models.BigIntegerField(null=True)  # Person.key: whom a sealed file shows, and who is told who looked
    taken_at = models.DateTimeField("拍摄时间", null=True)  # as the camera wrote it
    latitude = models.FloatField("纬度", null=True)  # WGS 84, as the camera wrote it
    longitude = models.FloatField("经度", null=True)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField("上传时间", db_default=Now())
    client_key = models.UUIDField(null=True)  # the sender's own name for the upload, so that it may be repeated

    class Privacy:
        plain = frozenset(
            "id digest kept size media width height sealed about taken_at uploaded_by uploaded_at client_key".split()
        )
        personal = frozenset("name latitude longitude".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["uploaded_by", "client_key"], condition=Q(client_key__isnull=False), name="uploaded_once"
            ),
            models.CheckConstraint(condition=Q(media__in=list(MEDIA)), name="file_of_a_known_kind"),
            models.CheckConstraint(condition=Q(sealed=False) | Q(about__isnull=False), name="sealed_file_is_about"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="file_taken_somewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["kept"], name="file_kept"),
            models.Index(fields=["uploaded_at"], name="file_uploaded"),
        ]

    @property
    def is_image(self) -> bool:
        return self.width is not None

    @property
    def has_thumbnail(self) -> bool:
        return self.is_image and not self.sealed


class Attachment(models.Model):
    """A file belongs to a thing (附件), with when and where it was taken if that is part of the proof."""

    class Kind(models.TextChoices):
        PHOTO = "photo", "照片"
        VOUCHER = "voucher", "凭证"
        PAPER = "paper", "文件"

    subject = models.CharField(max_length=120, db_collation="C")  # "app.model:pk"
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    said = models.CharField("说明", max_length=200, blank=True)
    taken_at = models.DateTimeField("拍摄时间", null=True)
    latitude = models.FloatField("纬度", null=True)  # WGS 84
    longitude = models.FloatField("经度", null=True)
    attached_by = models.CharField(max_length=80)
    attached_at = models.DateTimeField("添加时间", db_default=Now())

    class Privacy:
        plain = frozenset("id subject file kind taken_at attached_by attached_at".split())
        personal = frozenset("said latitude longitude".split())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "file"], name="attached_once"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="attachment_taken_somewhere",
            ),
        ]
        ordering = [F("attached_at"), F("id")]
