import pytest

from tusach.law.issuer import Level, document_key, level


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


def test_a_communes_document_carries_its_place_for_each_commune_numbers_from_one():
    assert document_key("15/2025/QĐ-UBND", "Ủy ban nhân dân xã Mường Mẫu") == "15-2025-qd-ubnd-xa-muong-mau"
    assert document_key("15/2025/QĐ-UBND", "Ủy ban nhân dân tỉnh Mẫu") == "15-2025-qd-ubnd"
    assert document_key("31/2024/QH15", "Quốc hội") == "31-2024-qh15"
