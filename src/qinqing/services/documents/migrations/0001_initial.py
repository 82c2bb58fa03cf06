from django.db import migrations, models

import qinqing.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(default=qinqing.kernel.ids.public_code, max_length=10, unique=True)),
                ("subject", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("stored_name", models.CharField(max_length=80, unique=True)),
                ("size", models.PositiveBigIntegerField(verbose_name="大小")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("media_type", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("jpeg", "JPEG 图片"),
                            ("png", "PNG 图片"),
                            ("webp", "WebP 图片"),
                            ("heic", "HEIC 图片"),
                            ("pdf", "PDF 文档"),
                            ("ofd", "OFD 版式文件"),
                            ("docx", "Word 文档"),
                            ("xlsx", "Excel 表格"),
                            ("pptx", "PowerPoint 演示"),
                            ("doc", "Word 97–2003 文档"),
                            ("xls", "Excel 97–2003 表格"),
                            ("ppt", "PowerPoint 97–2003 演示"),
                            ("wps", "WPS 文字"),
                            ("et", "WPS 表格"),
                            ("dps", "WPS 演示"),
                            ("text", "文本"),
                            ("csv", "CSV 表格"),
                            ("zip", "ZIP 压缩包"),
                        ],
                        max_length=20,
                        verbose_name="类型",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("added_by", models.CharField(max_length=200, verbose_name="提交人")),
                ("added_at", models.DateTimeField(verbose_name="提交时间")),
                ("confidential", models.BooleanField(default=False, verbose_name="保密")),
            ],
            options={
                "verbose_name": "附件",
                "verbose_name_plural": "附件",
                "indexes": [models.Index(fields=["subject", "id"], name="documents_attachment_subject")],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("series", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("value", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "编号",
                "verbose_name_plural": "编号",
                "constraints": [
                    models.UniqueConstraint(fields=("series", "year"), name="documents_counter_series_year")
                ],
            },
        ),
    ]
