"""The county's own facts: its name, contact points, what is brought elsewhere."""

from typing import Any

from django import forms

from qinqing.doors.web.fields import Line


class Name(forms.Form):
    """What the county is called, and what stands above it."""

    name = Line("县名", help_text="全称，如某某县；写在每个页面、公文和消息里")
    city = Line("所属市", required=False, help_text="如某某市；写在《活动方案》里")
    television = Line("电视台专栏", required=False, help_text="公开办理情况的电视台，如某某县电视台（四(六)）")


class Point(forms.Form):
    """One contact point."""

    place = Line("名称", help_text="如：县工业信息化和商务局受理岗、城关镇便民服务中心、西郊园区管委会")
    phone = Line("电话", required=False)
    fax = Line("传真", required=False)
    email = Line("电子邮箱", required=False)
    address = Line("地址", required=False)
    hours = Line("时间", required=False, help_text="如：工作日上午8:30—12:00，下午14:00—17:30")
    main = forms.BooleanField(
        label="排在最前，作为主要联系点", required=False, help_text="《活动方案》和公文里写的就是它"
    )


class Elsewhere(forms.Form):
    """What is not received, and who does."""

    matter = Line("什么事", help_text="如：已进入诉讼程序的")
    where = Line("找哪里", help_text="如：县人民法院诉讼服务中心，人民路 1 号")
    phone = Line("电话", required=False)


def values(one: Any) -> dict[str, str]:
    """What stands in a contact point or another entry, for its form."""
    return {name: getattr(one, name) for name in (*Point.base_fields, *Elsewhere.base_fields) if hasattr(one, name)}
