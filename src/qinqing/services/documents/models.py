"""Attachments filed with a subject, and the counters of official numbers. Only ``actions`` writes here."""

from django.db import models

from qinqing.kernel.ids import public_code
from qinqing.services.documents.events import import_subject
from qinqing.services.documents.rules.imports import ImportState
from qinqing.services.documents.rules.kinds import Kind
from qinqing.services.documents.rules.previews import PreviewState
from qinqing.services.documents.rules.proposals import ProposalState
from qinqing.services.documents.rules.scans import ScanState
from qinqing.services.documents.rules.uploads import UploadState


def upload_code() -> str:
    """As long as a secret: whoever has it may send the next piece."""
    return public_code(24)


class Attachment(models.Model):
    """One file as it was accepted: what is kept, under which digest, brought by whom. Its bytes never change.

    A covered copy (遮盖) names in ``covers`` the original it stands before, until it is ``lifted_at``; ``boxes`` is what is
    black on it: page, left, top, width and height in percent.
    """

    code = models.CharField(max_length=10, unique=True, default=public_code)
    subject = models.CharField(max_length=120)
    name = models.CharField("文件名", max_length=200)
    stored_name = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("SHA-256", max_length=64)
    media_type = models.CharField(max_length=120)
    kind = models.CharField("类型", max_length=20, choices=Kind.choices())
    note = models.CharField("说明", max_length=200, blank=True)
    added_by = models.CharField("提交人", max_length=200)
    added_at = models.DateTimeField("提交时间")
    confidential = models.BooleanField("保密", default=False)
    covers = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="copies", verbose_name="遮盖的原件"
    )
    boxes = models.JSONField("遮盖处", default=list)
    lifted_at = models.DateTimeField("取消遮盖时间", null=True)
    covered = False  # of those that ``queries.attachments`` lists: whether a copy stands before it

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        indexes = [models.Index(fields=["subject", "id"], name="documents_attachment_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["covers"], condition=models.Q(lifted_at=None), name="documents_attachment_covered_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """One file on its way: sent in pieces, judged when it is whole, and waiting on a shelf until its form is sent.

    ``shelf`` is whatever its keeper calls the place; ``mark`` is what the sender knows the file by, so that it may be
    gone on with. ``declared`` and ``received`` count what is sent, ``size`` and ``sha256`` what is kept of it.
    """

    code = models.CharField(max_length=24, unique=True, default=upload_code)
    shelf = models.CharField(max_length=24, db_index=True)
    name = models.CharField("文件名", max_length=200)
    mark = models.CharField(max_length=80, blank=True)
    state = models.CharField("状态", max_length=12, choices=UploadState.choices(), default=UploadState.RECEIVING)
    declared = models.PositiveBigIntegerField("大小")
    received = models.PositiveBigIntegerField("已收到", default=0)
    stored_name = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    kind = models.CharField("类型", max_length=20, choices=Kind.choices(), blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    reason = models.CharField("原因", max_length=400, blank=True)
    begun_at = models.DateTimeField("开始时间")
    touched_at = models.DateTimeField("最近收到", db_index=True)

    class Meta:
        verbose_name = "待提交的材料"
        verbose_name_plural = "待提交的材料"

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> UploadState:
        """How far it has come."""
        return UploadState(self.state)

    @property
    def percent(self) -> int:
        """How much of it is here, in whole percent."""
        return self.received * 100 // self.declared


class Scan(models.Model):
    """文字识别: the words of one upload as a machine read them, for a clerk to look at. While it is read, ``taken_until`` is ahead."""

    upload = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=10, choices=ScanState.choices(), default=ScanState.WAITING)
    text = models.TextField(blank=True)
    why = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "文字识别"
        verbose_name_plural = "文字识别"
        indexes = [models.Index(fields=["state", "asked_at"], name="documents_scan_waiting")]

    def __str__(self) -> str:
        return f"{self.upload} {self.state}"


class Preview(models.Model):
    """预览: what a converter made of one file, known by its digest so that it is made once; kept beside the store, and not for long.

    ``pages`` says of each page where its picture begins in the file, how long it is, its width and height. While it is made,
    ``taken_until`` is ahead.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    stored_name = models.CharField(max_length=80)
    kind = models.CharField("类型", max_length=20, choices=Kind.choices())
    subject = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=PreviewState.choices(), default=PreviewState.WAITING)
    pages = models.JSONField(default=list)
    more = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "预览"
        verbose_name_plural = "预览"
        indexes = [models.Index(fields=["state", "asked_at"], name="documents_preview_waiting")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.state}"

    @property
    def standing(self) -> PreviewState:
        """How far it has come."""
        return PreviewState(self.state)


class Counter(models.Model):
    """The last number given out in one series and year."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    value = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "编号"
        verbose_name_plural = "编号"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="documents_counter_series_year")]

    def __str__(self) -> str:
        return f"{self.series}-{self.year}: {self.value}"


class TemplateProposal(models.Model):
    """One person's word that a kind's papers be written with another version; it counts once another person confirms it."""

    kind = models.CharField(max_length=20)
    version = models.PositiveIntegerField("版本")
    standing = models.CharField(max_length=10, choices=ProposalState.choices(), default=ProposalState.WAITING)
    proposer = models.BigIntegerField("提请人账号", null=True)
    proposed_by = models.CharField("提请人", max_length=300)
    proposed_at = models.DateTimeField("提请时间")
    ruled_by = models.CharField("确认人", max_length=300, blank=True)
    ruled_at = models.DateTimeField("确认时间", null=True)
    reason = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "提请启用的公文模板"
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(standing="waiting"), name="documents_template_proposed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Template(models.Model):
    """One version of a kind's template as an office uploaded it. The one that came with the program is version 0."""

    kind = models.CharField(max_length=20)
    version = models.PositiveIntegerField("版本")
    in_force = models.BooleanField("在用", default=False)
    note = models.CharField("说明", max_length=200, blank=True)
    stored_name = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField("大小")
    uploaded_by = models.CharField("上传人", max_length=200)
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "公文模板"
        verbose_name_plural = "公文模板"
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="documents_template_version"),
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(in_force=True), name="documents_template_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Paper(models.Model):
    """One paper: what it says, frozen as JSON at the step that made it, and its files once they are drawn.

    Content, number and template version never change, so drawing it again gives the same bytes.
    """

    code = models.CharField(max_length=10, unique=True, default=public_code)
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    number = models.CharField("文号", max_length=60, blank=True)
    title = models.CharField("标题", max_length=200)
    content = models.TextField("内容")
    content_sha256 = models.CharField(max_length=64)
    template_version = models.PositiveIntegerField("模板版本", default=0)
    written_by = models.CharField("生成人", max_length=200)
    written_at = models.DateTimeField("生成时间")
    docx_name = models.CharField(max_length=80, blank=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)
    docx_size = models.PositiveBigIntegerField(default=0)
    pdf_name = models.CharField(max_length=80, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_size = models.PositiveBigIntegerField(default=0)
    pdf_lacks = models.TextField("PDF 上缺的字", null=True)  # characters that no font drew; None: nobody looked
    filed_at = models.DateTimeField("存档时间", null=True)

    class Meta:
        verbose_name = "文书"
        verbose_name_plural = "文书"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], condition=~models.Q(number=""), name="documents_paper_number"
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "id"], name="documents_paper_subject"),
            models.Index(fields=["filed_at", "id"], name="documents_paper_filed"),
            models.Index(fields=["written_at", "id"], name="documents_paper_written"),
            models.Index(fields=["kind", "written_at", "id"], name="documents_paper_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".rstrip()


class Import(models.Model):
    """One table handed in to be taken over: the file, what a dry run said of it, and what became of it.

    ``preview`` and ``report`` are what people read of it, as JSON; ``lease`` is until when a process works on it.
    """

    code = models.CharField(max_length=10, unique=True, default=public_code)
    kind = models.CharField(max_length=20)
    name = models.CharField("文件名", max_length=200)
    stored_name = models.CharField(max_length=80, unique=True)
    size = models.PositiveBigIntegerField("大小")
    sha256 = models.CharField("SHA-256", max_length=64)
    state = models.CharField("状态", max_length=12, choices=ImportState.choices(), default=ImportState.READING)
    lines = models.PositiveIntegerField("行数", default=0)
    reached = models.PositiveIntegerField("读到", default=0)
    preview = models.TextField(blank=True)
    report = models.TextField(blank=True)
    refused = models.CharField("原因", max_length=400, blank=True)
    handed_in_by = models.CharField("交来", max_length=200)
    handed_in_at = models.DateTimeField("交来时间")
    actor = models.JSONField(default=dict)
    confirmed_by = models.CharField("确认", max_length=200, blank=True)
    confirmed_at = models.DateTimeField("确认时间", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)
    lease = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        indexes = [models.Index(fields=["state", "id"], name="documents_import_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The journal's name for this import."""
        return import_subject(self.code)

    @property
    def standing(self) -> ImportState:
        """How far it has come."""
        return ImportState(self.state)
