"""Addresses of the desk, all under /desk/."""

from django.urls import path

from qinqing.doors.console.views import accounts, appeals, calendar, desk, enterprises, journal, organs, plan

app_name = "console"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/new/", appeals.intake, name="intake"),
    path("appeals/handed-down/", appeals.hand_down, name="hand_down"),
    path("appeals/<slug:code>/", appeals.appeal, name="appeal"),
    path("appeals/<slug:code>/receipt/", appeals.receipt, name="receipt"),
    path("appeals/<slug:code>/files/<slug:file>/", appeals.file, name="file"),
    path("appeals/<slug:code>/<slug:name>/", appeals.move, name="move"),
    path("enterprises/", enterprises.enterprises, name="enterprises"),
    path("enterprises/new/", enterprises.enterprise_new, name="enterprise_new"),
    path("enterprises/lookup/", enterprises.lookup, name="enterprise_lookup"),
    path("enterprises/<slug:code>/", enterprises.enterprise, name="enterprise"),
    path("enterprises/<slug:code>/edit/", enterprises.enterprise_edit, name="enterprise_edit"),
    path("enterprises/<slug:code>/contacts/", enterprises.enterprise_contacts, name="enterprise_contacts"),
    path("enterprises/<slug:code>/members/<int:pk>/<slug:name>/", enterprises.membership, name="membership"),
    path("organs/", organs.organs, name="organs"),
    # No organ's or post's code can begin with an underscore.
    path("organs/_new/", organs.organ_new, name="organ_new"),
    path("organs/_leave/<int:account>/", organs.leave, name="leave"),
    path("organs/_leave/<int:account>/<slug:code>/", organs.leave_end, name="leave_end"),
    path("organs/_posts/<slug:code>/<slug:name>/", organs.post_act, name="post_act"),
    path("organs/_posts/<slug:code>/holdings/<int:pk>/", organs.holding_end, name="holding_end"),
    path("organs/<slug:code>/", organs.organ, name="organ"),
    path("organs/<slug:code>/<slug:name>/", organs.organ_act, name="organ_act"),
    path("plan/", plan.plan, name="plan"),
    path("plan/new/", plan.edition_new, name="edition_new"),
    path("plan/new/confirm/", plan.edition_confirm, name="edition_confirm"),
    path("plan/<int:number>/", plan.edition, name="edition"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/notice/", calendar.notice, name="notice"),
    path("calendar/notice/confirm/", calendar.notice_confirm, name="notice_confirm"),
    path("why/<int:pk>/", calendar.why, name="why"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.account_new, name="account_new"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/password-once/", accounts.password, name="account_password"),
    path("accounts/<int:pk>/links/<int:link>/end/", accounts.account_unlink, name="account_unlink"),
    path("accounts/<int:pk>/<slug:name>/", accounts.account_act, name="account_act"),
    path("journal/", journal.journal, name="journal"),
    path("journal/verify/", journal.verify, name="verify"),
]
