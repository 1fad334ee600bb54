"""The words that stand for what texts shorten: who issues documents and of which type, common abbreviations, units of measure."""

from __future__ import annotations

BODIES = {
    "CP": "Chính phủ", "TTG": "Thủ tướng Chính phủ", "CTN": "Chủ tịch nước", "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "HĐTP": "Hội đồng Thẩm phán", "TANDTC": "Tòa án nhân dân tối cao", "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
    "KTNN": "Kiểm toán nhà nước", "HĐND": "Hội đồng nhân dân", "UBND": "Ủy ban nhân dân", "BTP": "Bộ Tư pháp", "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng", "BNG": "Bộ Ngoại giao", "BNV": "Bộ Nội vụ", "BTC": "Bộ Tài chính", "BCT": "Bộ Công Thương", "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế", "BGDĐT": "Bộ Giáo dục và Đào tạo", "BKHCN": "Bộ Khoa học và Công nghệ", "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BDTTG": "Bộ Dân tộc và Tôn giáo", "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội", "BGTVT": "Bộ Giao thông vận tải", "VPQH": "Văn phòng Quốc hội", "TW": "Trung ương", "TƯ": "Trung ương",
}  # fmt: skip
TYPES = {
    "NĐ": "Nghị định", "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "TT": "Thông tư", "TTLT": "Thông tư liên tịch",
    "PL": "Pháp lệnh", "KH": "Kế hoạch", "VBHN": "Văn bản hợp nhất", "CV": "Công văn", "TB": "Thông báo", "L": "Lệnh", "KL": "Kết luận", "HD": "Hướng dẫn",
}  # fmt: skip
SHORT = {
    "UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân", "TAND": "Tòa án nhân dân", "VKSND": "Viện kiểm sát nhân dân", "MTTQ": "Mặt trận Tổ quốc",
    "BHXH": "bảo hiểm xã hội", "BHYT": "bảo hiểm y tế", "BHTN": "bảo hiểm thất nghiệp", "CCCD": "căn cước công dân", "GCN": "giấy chứng nhận",
    "GPLX": "giấy phép lái xe", "TNGT": "tai nạn giao thông", "ATGT": "an toàn giao thông", "CSGT": "cảnh sát giao thông", "THCS": "trung học cơ sở",
    "CMND": "chứng minh nhân dân", "HTX": "hợp tác xã", "TNHH": "trách nhiệm hữu hạn", "TNCN": "thu nhập cá nhân", "TNDN": "thu nhập doanh nghiệp", "GTGT": "giá trị gia tăng",
    "PCCC": "phòng cháy, chữa cháy", "ANTT": "an ninh, trật tự", "NVQS": "nghĩa vụ quân sự", "THADS": "thi hành án dân sự", "VBQPPL": "văn bản quy phạm pháp luật",
    "THPT": "trung học phổ thông", "PBGDPL": "phổ biến, giáo dục pháp luật", "TGPL": "trợ giúp pháp lý", "SĐT": "số điện thoại", "QSDĐ": "quyền sử dụng đất", "TW": "Trung ương",
}  # fmt: skip
UNITS = {
    "km/h": "ki-lô-mét một giờ", "m3/s": "mét khối một giây", "m/s": "mét một giây", "đồng/m2": "đồng một mét vuông", "km2": "ki-lô-mét vuông", "cm3": "xăng-ti-mét khối", "km3": "ki-lô-mét khối", "km³": "ki-lô-mét khối", "cm2": "xăng-ti-mét vuông", "cm²": "xăng-ti-mét vuông", "m2": "mét vuông", "m²": "mét vuông", "m³": "mét khối", "km²": "ki-lô-mét vuông", "cm³": "xăng-ti-mét khối",
    "m3": "mét khối", "km": "ki-lô-mét", "cm": "xăng-ti-mét", "mm": "mi-li-mét", "kW": "ki-lô-oát", "kWh": "ki-lô-oát giờ", "kg": "ki-lô-gam", "mg": "mi-li-gam",
    "ml": "mi-li-lít", "ha": "héc-ta", "°C": "độ xê", "kV": "ki-lô-vôn", "m": "mét", "g": "gam", "l": "lít", "lít": "lít",
}  # fmt: skip
