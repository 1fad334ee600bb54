from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tusach.law.validity import Fact, State, Status, state, timeline


def test_the_seven_official_names_are_found_with_and_without_accents():
    assert Status.named("Còn hiệu lực") is Status.IN_FORCE
    assert Status.named("het hieu luc  mot phan") is Status.PARTLY
    assert len(Status) == 8


def test_silence_is_not_in_force():
    assert Status.named("") is None
    assert Status.named("còn") is None


def test_every_status_has_its_own_shape_besides_its_colour():
    assert len({status.mark for status in Status}) == len(Status)


DAY = date(2026, 11, 22)
BEGINS = Fact(Status.IN_FORCE, date(2025, 1, 1), "chính luật")
CHECK = Fact(Status.IN_FORCE, date(2026, 11, 1), "vbpl.vn", check=True)
ENDS = Fact(Status.REPEALED, date(2027, 1, 1), "luật mới", note="trừ Điều 5")


def test_without_a_check_nobody_claims_that_a_law_is_in_force():
    assert state([], DAY) == State(Status.UNKNOWN)
    assert state([BEGINS], DAY) == State(Status.UNKNOWN, BEGINS.day, "chính luật")


def test_a_law_is_not_in_force_before_its_day_whoever_checked():
    assert state([BEGINS, CHECK], date(2024, 12, 31)).status is Status.NOT_YET


def test_a_check_says_what_it_found_with_its_day_and_holds_back_to_the_first_day():
    assert state([BEGINS, CHECK], DAY) == State(Status.IN_FORCE, BEGINS.day, "vbpl.vn", CHECK.day)
    assert state([BEGINS, CHECK], date(2025, 6, 1)).status is Status.IN_FORCE
    assert state([BEGINS, replace(CHECK, status=Status.PARTLY)], date(2025, 6, 1)).status is Status.UNKNOWN


def test_a_dated_repeal_is_stronger_than_a_check():
    assert state([BEGINS, ENDS, replace(CHECK, day=date(2027, 2, 1))], date(2027, 1, 1)) == State(
        Status.REPEALED, ENDS.day, "luật mới", note="trừ Điều 5"
    )


def test_a_check_that_found_it_not_yet_in_force_says_nothing_after_the_first_day():
    early = Fact(Status.NOT_YET, date(2024, 12, 1), "vbpl.vn", check=True)
    assert state([BEGINS, early], DAY).status is Status.UNKNOWN
    assert state([early], DAY).status is Status.NOT_YET


def test_a_check_before_the_first_day_says_nothing_of_the_days_after_it():
    assert state([BEGINS, replace(CHECK, day=date(2024, 12, 1))], DAY).status is Status.UNKNOWN


def test_nobody_says_since_when_a_law_found_dead_is_dead():
    assert state([BEGINS, replace(CHECK, status=Status.REPEALED)], DAY).since is None


def test_a_repeal_of_a_part_after_the_check_makes_it_partly():
    part = Fact(Status.PARTLY, date(2026, 11, 10), "luật mới")
    assert state([BEGINS, CHECK, part], DAY) == State(Status.PARTLY, part.day, "luật mới")
    assert state([BEGINS, CHECK, part], date(2026, 11, 5)).status is Status.IN_FORCE


def test_the_days_to_come_are_told_with_their_first_day():
    rows = timeline([BEGINS, CHECK, ENDS], DAY)
    assert [(str(day), found.status) for day, found in rows] == [
        ("2026-11-22", Status.IN_FORCE),
        ("2027-01-01", Status.REPEALED),
    ]


@given(st.lists(st.builds(Fact, st.sampled_from(Status), st.dates(), st.just("nguồn"), st.booleans())), st.dates())
def test_the_order_in_which_facts_are_told_changes_nothing(facts, day):
    assert state(facts, day).status is state(facts[::-1], day).status
