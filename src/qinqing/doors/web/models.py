"""What the pages themselves must remember: drafts of forms, and which submits were already done."""

from django.db import models


class Draft(models.Model):
    """What somebody typed into a form and has not sent.

    ``owner`` is ``account:<id>`` or ``visitor:<hash of the cookie>``; ``form`` is the path the form posts to.
    ``account`` names who typed it when the session had already expired: only they get it back at sign-in. ``shelf`` is
    where the files chosen for it wait; "" when none were.
    """

    owner = models.CharField("所有者", max_length=80)
    form = models.CharField("表单", max_length=300)
    data = models.TextField("内容")
    account = models.BigIntegerField("账号", null=True)
    shelf = models.CharField("材料", max_length=24, blank=True, db_index=True)
    saved_at = models.DateTimeField("保存时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "草稿"
        constraints = [models.UniqueConstraint(fields=["owner", "form"], name="web_draft_one_per_form")]


class Handover(models.Model):
    """A draft that may be gone on with on another device, by a code of which only the digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    owner = models.CharField("所有者", max_length=80)
    form = models.CharField("表单", max_length=300)
    ends_at = models.DateTimeField("失效时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "接续码"


class Once(models.Model):
    """A submit that was done, and where its result stands: the same token never does it twice."""

    token = models.CharField("一次性标记", max_length=64, unique=True)
    url = models.CharField("结果地址", max_length=2000, blank=True)
    done_at = models.DateTimeField("完成时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已办提交"
