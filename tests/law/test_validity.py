from tusach.law.validity import Status


def test_the_seven_official_names_are_found_with_and_without_accents():
    assert Status.named("Còn hiệu lực") is Status.IN_FORCE
    assert Status.named("het hieu luc  mot phan") is Status.PARTLY
    assert len(Status) == 8


def test_silence_is_not_in_force():
    assert Status.named("") is None
    assert Status.named("còn") is None


def test_every_status_has_its_own_shape_besides_its_colour():
    assert len({status.mark for status in Status}) == len(Status)
