import pytest

from tusach.law.issuer import Level, level


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("Quốc hội", Level.CENTRAL),
        ("Ủy ban Thường vụ Quốc hội", Level.CENTRAL),
        ("Bộ Tư pháp", Level.CENTRAL),
        ("Ủy ban nhân dân tỉnh Mẫu", Level.PROVINCE),
        ("Hội đồng nhân dân thành phố Mẫu", Level.PROVINCE),
        ("ỦY BAN NHÂN DÂN HUYỆN MẪU", Level.DISTRICT),
        ("Uỷ ban nhân dân xã Mẫu", Level.COMMUNE),
        ("Hội đồng nhân dân phường Mẫu", Level.COMMUNE),
        ("Ủy ban nhân dân phường Quan Triều", Level.COMMUNE),
        ("Ủy ban nhân dân xã Quân Chu", Level.COMMUNE),
        ("Ủy ban nhân dân", Level.PROVINCE),
    ],
)
def test_an_issuer_stands_at_its_level(issuer, expected):
    assert level(issuer) is expected
