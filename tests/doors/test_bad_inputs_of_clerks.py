"""What clerks, their offices and their machines get wrong: the rest of the catalogue of bad inputs.

Where a row is tried in the room that answers for it, ``TRIED`` names the test; it is looked up here, so that no row is
lost when a test is renamed.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.cast import CORNER, NOW

from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.queries import Appeal
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db
TESTS = Path(__file__).parents[1]
TRIED = {
    "3 where": ("rules/test_shaping_credit_codes.py", "test_neighbours_swapped_are_pointed_at"),
    "4 checked": ("rules/test_shaping_credit_codes.py", "test_the_old_check_digit_finds_every_single_mistake"),
    "4 asked for": ("rules/test_shaping_credit_codes.py", "test_the_old_number_is_accepted_and_the_new_code_asked_for"),
    "8 found": ("rules/test_shaping_text.py", "test_search_keys_are_folded"),
    "10 told": ("papers/test_glyphs.py", "test_what_no_font_draws_is_named_and_what_one_draws_is_not"),
    "10 issued": ("console/test_minutes.py", "test_what_no_font_draws_is_named_before_they_are_issued"),
    "10 private": (
        "papers/test_drawing.py", "test_a_private_use_character_is_drawn_by_the_countys_own_font_or_as_lacking",
    ),
    "11 counted": ("rules/test_shaping_text.py", "test_points_and_what_is_seen_are_counted_apart"),
    "13 pictures": (
        "browser/test_lodging.py", "test_pictures_pasted_with_text_become_material_and_those_left_behind_are_told",
    ),
    "19 smaller": ("browser/test_choosing.py", "test_a_photograph_is_made_smaller_before_it_is_sent_where_that_is_wished"),
    "19 broken off": ("browser/test_lodging.py", "test_broken_off_by_the_network_in_the_middle_of_a_file"),
    "19 each file": ("browser/test_lodging.py", "test_a_file_that_is_refused_says_why_and_the_others_stay"),
    "19 no script": ("browser/test_lodging.py", "test_without_javascript_photographs_are_sent_ahead_one_by_one"),
    "23 a folder": ("browser/test_choosing.py", "test_a_folder_or_a_file_that_another_program_holds_is_explained"),
    "29 another device": ("doors/test_lodging.py", "test_text_and_files_go_over"),
    "32 the bulletin": ("bulletins/test_bulletin.py", "test_nothing_is_published_over_a_flag_that_nobody_settled"),
    "32 identity cards": ("consistency/test_coverings.py", "test_no_door_lets_the_original_out_to_others"),
    "32 nothing beneath": (
        "documents/test_covering.py", "test_every_pixel_under_the_box_is_black_and_all_others_are_as_they_were",
    ),
    "15 dates": ("rules/test_shaping_dates.py", "test_the_second_of_january_is_understood"),
    "15 shown back in full": ("rules/test_shaping_dates.py", "test_a_short_year_is_shown_back_in_full"),
    "16 amounts": ("rules/test_shaping_amounts.py", "test_amounts_are_understood_in_yuan"),
    "24 encodings": ("ledgers/test_reading.py", "test_it_reads_text_in_any_encoding"),
    "24 previewed": ("console/test_imports.py", "test_the_preview_shows_what_was_understood_and_changes_nothing"),
    "25 what the table lost": ("operations/test_enterprises_import.py", "test_two_lines_of_headings_sums_and_hidden_rows"),
    "25 nothing until skipped": ("console/test_imports.py", "test_refused_rows_hold_it_up_until_somebody_says_to_skip_them"),
    "30 shown": ("console/test_intake.py", "test_a_likely_duplicate_is_shown_before_saving_and_may_be_saved_all_the_same"),
    "33 back entry": ("console/test_intake.py", "test_back_entry_gives_its_reason_and_both_moments_are_shown"),
    "34 department": (
        "procedure/test_4_1_1_departments.py", "test_a_redirected_appeal_starts_anew_with_the_new_department",
    ),
    "34 hearing": (
        "console/test_hearing.py", "test_an_outcome_recorded_by_mistake_is_taken_back_and_its_words_stand_ready",
    ),
    "35 acting for": ("register/test_posts.py", "test_a_substitute_acts_in_the_holders_name"),
    "36 one wins": ("faults/test_crowds.py", "test_twenty_clerks_one_wins_and_the_others_are_told_by_whom"),
    "36 side by side": ("console/test_minutes.py", "test_a_colleague_who_was_faster_is_shown_beside_what_was_typed"),
    "37 a telephone published": ("bulletins/test_bulletin.py", "test_nothing_is_published_over_a_flag_that_nobody_settled"),
    "38 what is missing": ("decisions/test_assigning.py", "test_it_says_what_an_item_lacks_and_then_nothing_is_decided"),
    "38 which line": ("decisions/test_assigning.py", "test_it_names_each_item_that_lacks_something"),
    "39 no script": (
        "browser/test_without_javascript.py",
        "test_an_enterprise_lodges_tracks_and_answers_on_a_telephone_without_javascript",
    ),
    "40 the server's time": ("web/test_sign_in.py", "test_a_session_ends_after_twelve_hours_to_the_second"),
    "41 bodies": ("api/test_bad_input.py", "test_a_body_that_cannot_be_read_is_refused_with_the_reason"),
    "41 lists": ("api/test_bad_input.py", "test_a_list_asked_for_amiss_says_what_is_amiss"),
    "42 an answer by mail": ("console/test_letters.py", "test_an_answer_is_suggested_as_further_material"),
}  # fmt: skip


@pytest.mark.parametrize("row", TRIED)
def test_a_row_tried_elsewhere_is_tried_there(row):
    place, name = TRIED[row]
    assert re.search(rf"^ *def {name}\(", (TESTS / place).read_text(), re.MULTILINE), (place, name)


def lodged(visitor, text):
    """What a visitor takes home: the appeal, and its query code as the receipt shows it."""
    sent = {"text": text, "enterprise_name": "清泉饮品厂", "contact_phone": "13800138000"}
    answer = visitor.post("/appeals/new", sent)
    assert answer.status_code == 303, answer.text
    receipt = visitor.get(answer.headers["Location"]).text
    number, code = re.findall(r"<dd[^>]*>\s*(?:<b[^>]*>)?([0-9A-Z -]{8,15})\s*<", receipt)[:2]
    return Appeal.objects.get(number=number), code


def test_row_30_merged_both_receipts_stay_valid_and_the_earliest_limit_runs_on(cast, visitor, clock, clock_of, client):
    first, code = lodged(visitor, "二号线每周跳闸两次")
    due = clock_of(first, "transfer").due_at
    clock.shift(3600)
    second, other = lodged(visitor, "二号线总是跳闸")
    appeals.register_appeal(second, by=cast.intake, at=NOW + timedelta(hours=2))
    appeals.register_appeal(first, by=cast.intake, at=NOW + timedelta(hours=2))
    with pytest.raises(Refused, match="收到得更晚"):
        appeals.merge(first, into=second, by=cast.intake, at=NOW + timedelta(hours=2))
    appeals.merge(second, into=first, by=cast.intake, at=NOW + timedelta(hours=2))
    assert clock_of(first, "transfer").due_at == due
    for appeal, query_code in ((first, code), (second, other)):
        told = {"number": appeal.number, "code": query_code}
        answer = client.post("/track", told, headers={"origin": "http://testserver"})
        assert answer.status_code in (302, 303), answer.text
        assert appeal.number in client.get(answer.headers["Location"]).text


def test_row_35_whoever_acts_for_another_is_on_the_record_with_both_names(stand, cast, at_desk):
    appeal = stand("lodged")
    instead = replace(cast.intake, name="何嘉", substitute_for="韦晓岚")
    appeals.register_appeal(appeal, by=instead, at=NOW)
    by = journal.last(appeal.subject).by
    assert (by.name, by.substitute_for) == ("何嘉", "韦晓岚")
    assert re.search("何嘉[^<]*代韦晓岚", at_desk("intake-1").get(f"/desk/appeals/{appeal.code}/").text)


def test_row_40_every_cookie_lasts_by_its_age_and_not_by_the_date_of_the_machine_in_the_hall(cast, visitor):
    """A browser of the year 2000 takes a date in 2026 for the far future, one of 2040 drops the cookie at once."""
    page = visitor.get("/sign-in/")
    told = {"username": "weixiaolan", "password": CORNER.password, "next": "/desk/"}
    answer = visitor.post("/sign-in/", told)
    assert answer.status_code == 303
    cookies = [*page.cookies.values(), *answer.cookies.values()]
    assert cookies
    assert not [one.key for one in cookies if one["expires"] and not one["max-age"]]


@pytest.mark.parametrize("moment", ["2000-01-01T00:00", "2040-01-01T00:00"])
def test_row_40_a_moment_off_a_wrong_clock_is_asked_about(cast, at_desk, moment):
    told = {"text": "停电", "enterprise_name": "新来的厂", "channel": "telephone", "urgency": "normal"}
    answer = at_desk("intake-1").post("/desk/appeals/new/", told | {"received_at": moment})
    assert answer.status_code == 422
    assert Appeal.objects.count() == 0
    assert datetime.fromisoformat(moment).strftime("%Y") in answer.text
