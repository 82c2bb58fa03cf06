"""What the register puts on the record."""

ORGAN_ADDED = "register.organ.added"
ORGAN_AMENDED = "register.organ.amended"
ORGAN_ABOLISHED = "register.organ.abolished"
ORGAN_DUTIES_SET = "register.organ.duties_set"
COUNTY_NAMED = "register.county.named"
POINTS_SET = "register.county.points_set"
ELSEWHERE_SET = "register.county.elsewhere_set"
POST_ADDED = "register.post.added"
POST_AMENDED = "register.post.amended"
POST_CLOSED = "register.post.closed"
POST_HELD = "register.post.held"
POST_SUBSTITUTED = "register.post.substituted"
HOLDING_ENDED = "register.post.left"
PORTFOLIO_SET = "register.post.portfolio_set"
LEAVE_TAKEN = "register.leave.taken"
LEAVE_ENDED = "register.leave.ended"
ENTERPRISE_ADDED = "register.enterprise.added"
ENTERPRISE_AMENDED = "register.enterprise.amended"
ENTERPRISE_CODE_TOLD = "register.enterprise.code_told"
CONTACTS_SET = "register.enterprise.contacts_set"
MEMBERSHIP_ASKED = "register.enterprise.membership_asked"
MEMBERSHIP_CONFIRMED = "register.enterprise.membership_confirmed"
MEMBERSHIP_ENDED = "register.enterprise.membership_ended"
ADMINISTRATOR_NAMED = "register.enterprise.administrator_named"
INVITED = "register.enterprise.invited"
INVITATION_WITHDRAWN = "register.enterprise.invitation_withdrawn"
ACCOUNT_OPENED = "accounts.account.opened"
MOBILE_BOUND = "accounts.account.mobile_bound"
TOKEN_ISSUED = "accounts.account.token_issued"
TOKEN_REVOKED = "accounts.account.token_revoked"
LOGIN_ENDED = "accounts.account.login_ended"
LOGINS_ENDED = "accounts.account.logins_ended"
SECOND_ENROLLED = "accounts.account.second_factor_enrolled"
SECOND_REPLACED = "accounts.account.second_factor_replaced"
SECOND_GIVEN_UP = "accounts.account.second_factor_given_up"
CODES_RENEWED = "accounts.account.recovery_codes_renewed"
RESET_ASKED = "accounts.account.second_reset_asked"
RESET_GRANTED = "accounts.account.second_reset_granted"
RESET_DECLINED = "accounts.account.second_reset_declined"
LOCK_LIFTED = "accounts.account.lock_lifted"


COUNTY_SUBJECT = "county/own"  # there is one


def organ_subject(code: str) -> str:
    """The journal subject of an organ."""
    return f"organ/{code}"


def post_subject(code: str) -> str:
    """The journal subject of a post."""
    return f"post/{code}"


def leave_subject(code: str) -> str:
    """The journal subject of a leave."""
    return f"leave/{code}"


def enterprise_subject(code: str) -> str:
    """The journal subject of an enterprise."""
    return f"enterprise/{code}"
