from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.counts import Count, find_counts
from extractors.dates import find_dates
from extractors.mention import Context
from tests import test_dates
from tests.marked import mark, unmark, value_of

FOUND = [
    "hiện có ⟦25 KCN⟧ thu hút ⟦1.234 DN⟧; ⟦28 trường⟧ (⟦27 công lập⟧, ⟦1 tư thục⟧)",
    "ban hành ⟦16 văn bản⟧, gồm: ⟦04 báo cáo⟧; ⟦02 kế hoạch⟧; ⟦07 quyết định⟧",
    "⟦03 văn bản⟧ được ban hành",
    "các phường: 1, 3, 4 tổ chức; các phường 1, Đông Giang, 3 hộ; các thôn 1, 2 và 3 kiến nghị ⟦12 việc⟧",
    "các phường 1, 3 và ⟦5 tổ dân phố⟧; phường 2, ⟦3 hộ nghèo⟧; phường 2; ⟦02 kiến nghị⟧; phường 2, ⟦02 kiến nghị⟧",
    "các xã Tân Lập, Yên Minh, ⟦3 tổ chức⟧; các phường 1, 2, ⟦03 kiến nghị⟧; các phường 01, 02, 03 tổ chức",
    "UBND phường Hà Giang 2 báo cáo như sau; xã Du Già ⟦3 hộ⟧; Chi bộ Yên Hòa ⟦12 kiến nghị⟧. Nhận ⟦3 báo cáo⟧",
    "theo khoản 3 điều 7 Quy chế này, khoản 2 Điều 6 Nghị định số 95",
    "khoảng ⟦10⟧ - ⟦15%⟧ hộ dân, ⟦từ 3⟧-⟦5 đồng chí/chi bộ⟧",
    "với ⟦5.341 đại biểu⟧ tham dự",
    "kết nối tới ⟦207 điểm cầu⟧ các huyện ủy",
    "⟦28 lớp⟧ đào tạo, bồi dưỡng với ⟦1862 học viên⟧.",
    "chuyên đề (⟦6 chuyên đề⟧) với ⟦582 học viên⟧",
    "đăng tải ⟦trên 280 tin⟧, bài, video",
    "thu hút ⟦trên 111.960 lượt truy cập⟧;",
    "phát trên ⟦4 trang⟧ chương trình hội nghị",
    "thông báo trên ⟦03 kênh⟧",
    "⟦trên 20 xã⟧ về đích",
    "thu hút ⟦gần 2.000 người⟧ xem",
    "⟦khoảng 50 hộ⟧ hưởng ứng",
    "⟦ít nhất 01 mô hình⟧ mỗi chi bộ",
    "⟦không quá 15 cán bộ⟧ chuyên trách",
    "⟦trên dưới 100 đồng chí⟧ dự",
    "⟦hơn 12,5 tỷ đồng⟧ từ ngân sách",
    "đạt ⟦95,5%⟧ kế hoạch, tăng ⟦2 %⟧",
    "chi ⟦1.234.567.000 đồng⟧",
    "có ⟦2,5 triệu lượt xem⟧",
    "⟦5 nghìn học sinh⟧ đến trường",
    "(⟦02 tập thể⟧, ⟦04 cá nhân⟧) được khen",
    "⟦87 comments⟧, ⟦1.200 tương tác⟧, ⟦10.500 thành viên⟧",
    "ký kết ⟦05 kế hoạch phối hợp⟧ với các sở",
    "tổ chức ⟦02 chương trình Tọa đàm⟧: (1) Về khuyến học",
    "⟦trên 4.100 lượt quan tâm theo dõi⟧, ⟦300 chia sẻ⟧",
    "tặng ⟦05 Bằng khen⟧ và ⟦12 Giấy khen⟧",
    "thực hiện ⟦8 lời⟧ Bác Hồ căn dặn",
    "⟦22⟧/⟦25 xã⟧ đạt chuẩn",
    "có ⟦05⟧ hoặc ⟦07 thành viên⟧",
    "mỗi lớp ⟦10⟧-⟦15 người⟧",
    "mỗi tổ ⟦từ 10⟧ ⟦đến 15 hội viên⟧",
    "tổng số ⟦326 văn bản⟧; trong số ⟦25 đơn⟧",
    "quân số ⟦250 đồng chí⟧",
    "⟦03 (ba) văn bản⟧ của huyện",
    "bồi dưỡng ⟦hai mươi học viên⟧ tại ⟦ba xã⟧",
    "cử ⟦hai mươi mốt cán bộ⟧ đi học",
    "trồng ⟦150 ha⟧ rừng, ⟦5ha⟧ chè, thu ⟦12 tấn⟧",
    "làm ⟦3,5 km⟧ đường, ⟦200 m2⟧ sân",
    "xử lý ⟦15 vụ⟧, ⟦22 đối tượng⟧, khởi tố ⟦10 bị can⟧",
    "tiêm ⟦1.500 liều vắc xin⟧ cho ⟦750 trẻ em⟧",
    "kết nạp ⟦135 đảng viên mới⟧, đạt ⟦103%⟧",
    "xóa ⟦25 nhà⟧ tạm, ⟦312 hộ nghèo⟧ thoát nghèo",
    "chi bộ có ⟦15 đ/c⟧ tham gia",
    "mỗi lớp ⟦35 học sinh⟧, mỗi tổ ⟦12 hội viên⟧",
    "trong năm ⟦16 văn bản⟧ được ban hành",
    "mục tiêu ⟦95%⟧ hộ dân dùng nước sạch",
    "tổ chức lớp ⟦05 học viên⟧",
    "⟦5,341 đại biểu⟧ dự",
    "⟦15 hệ thống⟧ mới, ⟦20 tuabin gió⟧.",
    "Trong tháng 5/2024, ⟦35 lượt khách⟧",
    "Điều 5. ⟦03 nhiệm vụ trọng tâm⟧",
    "ngày 19/5/2024 có ⟦120 đoàn viên⟧",
    "hạn hán làm ⟦1,2 vạn cây⟧ chết",
    "⟦02 tổ chức đảng⟧ và ⟦06 đảng viên⟧ bị kỷ luật",
    "mở ⟦05 lớp⟧ cho ⟦210 lượt người⟧",
    "tuyên truyền ⟦25 lần⟧ cho ⟦1.500 lượt người⟧",
    "thu ⟦0,25 kg⟧ ma túy, ⟦1.200 viên⟧",
    "cấp ⟦2.450 suất quà⟧ trị giá ⟦1,2 tỷ đồng⟧",
    "⟦07 chỉ tiêu⟧ vượt, ⟦10 chỉ tiêu⟧ đạt",
    "⟦45 di tích⟧ được xếp hạng",
    "bình quân đạt ⟦12,6⟧/⟦19 tiêu chí⟧",
    "kiểm tra và kết luận ⟦4⟧/⟦5 tổ chức đảng⟧",
    "kỷ luật ⟦2 chi ủy⟧, trong đó có ⟦5 cấp ủy viên⟧",
    "hòa giải ⟦25 vụ⟧, thu hồi ⟦15 giấy phép⟧, xếp loại ⟦120 đảng viên⟧",
    "thí điểm ⟦5 xã⟧; trực tuyến ⟦207 điểm cầu⟧; cùng kỳ ⟦25 vụ⟧",
    "hỗ trợ ⟦60 triệu đồng/nhà⟧, thu nhập ⟦45 triệu đồng/người/năm⟧, ⟦15 lượt⟧/⟦1.200 hộ⟧",
    "năng suất ⟦41,8 tạ/ha⟧, làm đường ⟦5 km⟧",
    "⟦02 Huân chương Lao động⟧ và ⟦12 Bằng khen⟧",
    "xử lý ⟦2 đảng viên⟧ (⟦01 khiển trách⟧, ⟦01 cảnh cáo⟧), toàn đảng bộ có ⟦48 TCCSĐ⟧",
    "đạt ⟦120⟧/⟦100 hộ⟧ theo kế hoạch",
    "tiêm cho ⟦1.978⟧/⟦2.015 trẻ⟧ dưới 1 tuổi",
    "có ⟦01 Trưởng ban⟧, ⟦02 Phó Trưởng ban⟧ và ⟦12 Tổ trưởng⟧; ⟦15 THT⟧; hoàn thành xuất sắc nhiệm vụ ⟦12 đồng chí⟧",
    "tập huấn kỹ năng số ⟦12 lớp⟧, công tác chuyển đổi số ⟦15 xã⟧; công văn số 12 xã",
    "theo kế hoạch ⟦118 cuộc⟧, giám sát chuyên đề ⟦402 tổ chức đảng⟧",
    "kết luận ⟦131 cuộc⟧, kiểm điểm ⟦46 tập thể⟧, dứt điểm ⟦09⟧/⟦11 vụ⟧; Kết luận 49 cuộc",
    "chính quyền địa phương ⟦02 cấp⟧, mô hình ⟦hai cấp⟧; trường cấp 2 có ⟦3 lớp⟧",
    "tổng thu ⟦58.214.365.000 đ⟧, phạt ⟦500.000đ⟧; theo điểm đ khoản 2",
    "hồ sơ: ⟦12 hồ sơ⟧; đơn: ⟦04 đơn thư⟧",
    "gồm ⟦ba (03) văn bản⟧, ⟦hai mươi (20) xã⟧ và ⟦năm (5) dấu gạch nối⟧",
    "quy mô ⟦200 m2⟧, ⟦5 km⟧, ⟦1,5 ha⟧, ⟦30 tấn⟧, ⟦2 kg⟧ mật",
    "kiện toàn ⟦37 BCH⟧ hội cơ sở, ⟦12 BTV⟧; tập huấn ⟦206 LĐ⟧, ⟦15 CBCS⟧, ⟦20 HS⟧ giỏi; ⟦14 Đồn Biên phòng⟧",
    "làm mới ⟦1.200m⟧ đường, mở rộng ⟦350 m⟧ kênh; đường rộng 5,5m, cao 12 m; ⟦5.000đ/kg⟧, tuyên truyền ⟦1.200lượt⟧",
    "tổng vốn ⟦12 tỷ 500 triệu đồng⟧; ⟦gần 7 tỷ 215 triệu⟧; ⟦13 tỷ 284 triệu 500 nghìn đồng⟧; ⟦1 triệu 200 ngàn lượt⟧",
    "hỗ trợ ⟦5 triệu⟧ ⟦20 hộ⟧; ⟦12 tỷ⟧, ⟦500 triệu đồng⟧; ⟦12,5 tỷ⟧ ⟦300 triệu⟧",
    "vận động ⟦5,6⟧/⟦4,8 tỷ đồng⟧; nâng bước ⟦112 em⟧ tới trường; bước 2 xã",
    "có ⟦17⟧/⟦17⟧ (⟦100%⟧) xã, ⟦413⟧/⟦419⟧ (đạt tỷ lệ ⟦98,57%⟧) chi bộ, ⟦12⟧ (chiếm ⟦9%⟧) hộ nghèo; 5 (⟦3%⟧) ngày",
    "kỷ luật ⟦15 đảng viên⟧ (⟦khiển trách 10⟧, ⟦cảnh cáo: 04⟧ và ⟦khai trừ 1⟧); ⟦Khiển trách 2⟧; cách chức ⟦5 người⟧",
    "giảm ⟦226 số đối tượng⟧ (⟦-3,63%⟧), tăng ⟦52 vụ⟧ (⟦+14,99%⟧), (+⟦05 vụ⟧); ra ⟦12 số báo⟧, ⟦12 số⟧ chuyên đề",
    "thanh loại ⟦375 đối tượng⟧ truy nã; ⟦662⟧ trong tổng số ⟦686 chi bộ⟧; năm 2024 trong tổng số ⟦20 xã⟧ có ⟦5 xã⟧",
    "kiểm tra ⟦3.004tổ chức đảng⟧; lúa:⟦2.961 tấn⟧; ⟦339 vụ⟧ /⟦590 bị can⟧; ⟦81 ý tưởng sáng tạo⟧, ⟦15 lớp học tập⟧",
    "xã - phường ⟦81 đồng chí⟧; ⟦10 nữ công dân⟧, ⟦5 nam⟧; ⟦65.600 m²⟧/⟦11 vị trí⟧, ⟦65.600 m2⟧/⟦11 vị trí⟧",
    "⟦137.834 khách hàng⟧, ⟦28 lượt khách hàng⟧; hộ vừa và nhỏ ⟦hơn 48 tỷ đồng⟧; tháng 5 ⟦136 hộ⟧; tổ 3 ⟦215 hộ⟧",
    "⟦33⟧/⟦38 chi, đảng bộ cơ sở⟧; kiểm tra ⟦05 chi, đảng ủy⟧; ⟦12 chi, tổ hội⟧; 12 chi trả; thu 12, chi 15",
    "có ⟦63 Ủy ban bầu cử⟧ cấp tỉnh, ⟦500 ĐBQH⟧; tuyên truyền ⟦khoảng 25 lần⟧",
    "⟦866 lượt đơn⟧, ⟦05 lượt tổ chức đảng⟧, ⟦6 lượt hội viên⟧, ⟦2 triệu lượt người⟧; chiều dài ⟦88 km⟧, cao hơn ⟦5 m⟧",
]

TRAPS = [
    "trong 05 năm, 10 ngày, 3 tháng, 2 tuần, 24 giờ, 30 phút",
    "nhiệm kỳ đại hội 5 năm/lần",
    "đủ 18 tuổi, 30 năm tuổi Đảng",
    "Hội nghị lần thứ 9 Ban Chấp hành",
    "kỳ họp thứ 24 huyện",
    "tái bản lần 2 bài viết",
    "năm 2024 huyện, quý 2 xã",
    "biểu số 01 kèm theo; Mẫu 2 báo cáo",
    "Phụ lục 03 quyết định này",
    "Điều 5 Luật, khoản 2 Điều này, điểm 3 mục 5",
    "các Điều 5, 6 và 7 Nghị định này",
    "tại khoản 1, 2 và 3 nghị quyết này",
    "chương 2 bài viết, mục 3 báo cáo",
    "Ban Chỉ đạo 35 tỉnh tăng cường",
    "Ban Chỉ đạo 35 họp; nhóm cộng tác viên 35 tỉnh",
    "Ban chỉ đạo 35 các cấp tăng cường",
    "Chương trình 135 huyện",
    "Đề án 06 tỉnh, Đề án 06 xã",
    "Chỉ thị 05 tỉnh ủy và Nghị quyết 35 huyện",
    "Tổ 35 xã, Quân khu 2 báo cáo",
    "Quốc lộ 4C và đường 3 xã",
    "học sinh lớp 9 trường huyện",
    "cấp 2 trường, loại 1 xã, hạng 3 xã, vùng 3 xã",
    "tổ 5 phường, thôn 3 xã, phường 10 quận, quận 1 thành phố",
    "khu phố 2 phường, dự án 1 huyện, tiểu dự án 2 xã",
    "(1) Chương trình; 1. Công tác; 1) Nhiệm vụ",
    "1 Tổ chức thực hiện",
    "2 Kế hoạch năm sau",
    "3 công tác chuyển đổi số",
    "ngày 31/01/2024 huyện tổ chức",
    "dịp 2/9 xã tổ chức",
    "từ 18/4-26/4 huyện ra quân",
    "tỷ lệ 1:2 học sinh",
    "0219.3866.123 là số điện thoại",
    "COVID-19 ca, Web 2.0 trang, 4.0 doanh nghiệp",
    "cách mạng công nghiệp lần thứ 4 doanh nghiệp",
    "số 738-BC/BTGTU, số 31 báo cáo",
    "Nghị định 30/2020/NĐ-CP quy định",
    "văn bản số 15 kế hoạch",
    "5 và 6 là đáp án",
    "từ 2021-2025 xã phát triển",
    "gia đình 5 không 3 sạch, phương châm 4 tại chỗ",
    "học tập 5 rõ, 6 dám",
    "được hai phần ba số đảng viên",
    "chủ nghĩa tư bản và tư tưởng",
    "tháng ba học sinh, giải ba cuộc thi, thứ hai tuần sau",
    "Hai Bà Trưng, quận Ba Đình",
    "một xã, năm xã",
    "không trường hợp nào",
    "kích thước 3 x 4 cm, 30×40 mm",
    "lúc 14h30 hội nghị",
    "H5N1, A0, B52",
    "16\tvăn bản",
    "16\nvăn bản",
    "con số 25",
    "mã " + "1" * 5000 + " văn bản, nghị quyết " + "2" * 5000 + " tỉnh",
    "so với cùng kỳ 2023 huyện đạt, dự toán 2024 xã được giao, dịp Tết 2024 huyện tặng quà",
    "họp 3 lần/tuần, mỗi năm 2 lần, tăng 2 lần so với trước",
    "dịch covid 19 vừa qua, thông điệp “5 nhớ”",
    "2/3 đại biểu tán thành, 1/3 số xã",
    "từ 6/2024 xã triển khai, năm học 2023/2024 trường",
    "ngày 15 tháng 5 năm 2024 tổ chức hội nghị",
    "khổ giấy 210 mm x 297 mm",
    "cách mép trên trang giấy 20 mm, lề trái 3 cm, ảnh 4,5cm, cách dòng 6pt, rộng 1.024 px, lượng mưa 120 mm",
    "cỡ chữ 14 trang bìa, cỡ chữ 13-14 văn bản, khổ giấy 4 bản",
    "trong ba (03) ngày, mục (3) văn bản, hai (03) văn bản, Điều năm (5) văn bản",
    "trao Huy hiệu 30, 40, 50 năm tuổi Đảng",
    "Nghị quyết Trung ương 6 khoá XII",
    "chào mừng 30/4 huyện tổ chức",
    "đối tượng 3 huyện, lớp đối tượng 4 xã",
    "tăng 2 so với cùng kỳ, giảm 3 và giữ 4 của xã",
    "kết luận 49-KL/TW",
    "máy 1.2.3 bản",
    "được 5 đồng thời giữ 6 tập trung",
    "Quyết định 35 ban hành quy chế",
    "trang 5 cuốn sách, bảng 2 chỉ tiêu",
    "Tiểu đoàn 3 đại đội",
    "mạng 4G, 5G",
    "chiều cao bình quân từ 2,2-2,5 m và đáy rộng từ 6-8,6 m, chiều rộng bờ trung bình 4 m, chiều sâu đạt 3,1m",
    "khiển trách theo Điều 7, cảnh cáo 12/2024, khai trừ năm 2024",
    "với 19 136 hộ vay, tổng số 1 234 567 đồng, 25 000 người",
    "dịch vụ tăng khoảng 3 lần, gấp gần 2 lần; năm 2019 Ủy ban nhân dân, Công văn 125 UBND tỉnh, tháng 5 UBND xã",
]


@pytest.mark.parametrize("marked", FOUND)
def test_counts_are_found_where_they_are_marked(marked: str) -> None:
    text = unmark(marked)
    assert marked == mark(text, find_counts(text))


@pytest.mark.parametrize("text", TRAPS)
def test_a_figure_that_counts_nothing_is_none(text: str) -> None:
    assert text == mark(text, find_counts(text))


@pytest.mark.parametrize("marked", test_dates.FOUND)
def test_no_figure_of_a_date_is_a_count(marked: str) -> None:
    text = unmark(marked)
    dates = [mention.span for mention in find_dates(text)]
    assert [] == [m.text for m in find_counts(text) if any(m.start < s.end and s.start < m.end for s in dates)]


VALUES = [
    ("16 văn bản", "16", "văn bản", ""),
    ("05 kế hoạch phối hợp", "5", "kế hoạch phối hợp", ""),
    ("5.341 đại biểu", "5341", "đại biểu", ""),
    ("5,341 đại biểu", "5341", "đại biểu", ""),
    ("24,023 tỷ đồng", "24.023", "tỷ đồng", ""),
    ("1,234,567 đồng", "1234567", "đồng", ""),
    ("trên 111.960 lượt truy cập", "111960", "lượt truy cập", "trên"),
    ("ít nhất 01 mô hình", "1", "mô hình", "ít nhất"),
    ("không quá 15 cán bộ", "15", "cán bộ", "không quá"),
    ("trên dưới 100 đồng chí", "100", "đồng chí", "trên dưới"),
    ("12,5 tỷ đồng", "12.5", "tỷ đồng", ""),
    ("12 tỷ 500 triệu đồng", "12.5", "tỷ đồng", ""),
    ("13 tỷ 284 triệu 500 nghìn đồng", "13.2845", "tỷ đồng", ""),
    ("gần 7 tỷ 15 triệu", "7.015", "tỷ", "gần"),
    ("1.200m", "1200", "m", ""),
    ("95,5%", "95.5", "%", ""),
    ("95,5 %", "95.5", "%", ""),
    ("2,5 triệu lượt xem", "2.5", "triệu lượt xem", ""),
    ("5 nghìn học sinh", "5", "nghìn học sinh", ""),
    ("hai mươi mốt cán bộ", "21", "cán bộ", ""),
    ("03 (ba) văn bản", "3", "văn bản", ""),
    ("8 lời", "8", "lời", ""),
    ("200 m2", "200", "m2", ""),
    ("15 đ/c", "15", "đ/c", ""),
    ("1.234.567.000 đồng", "1234567000", "đồng", ""),
    ("khiển trách: 04", "4", "khiển trách", ""),
]


@pytest.mark.parametrize(("written", "value", "measure", "qualifier"), VALUES)
def test_a_count_reads_as_value_measure_and_qualifier(written: str, value: str, measure: str, qualifier: str) -> None:
    assert Count(Decimal(value), measure, qualifier) == value_of(written, find_counts(written))


# What stands around the only figure of a sentence tells its sign, its measure or how exact it is.
AROUND = [
    ("tăng 150 số vụ khám phá", "150", "vụ", ""),
    ("phạm pháp hình sự (-3,63%)", "-3.63", "%", ""),
    ("phạm pháp hình sự (+3,63%)", "3.63", "%", ""),
    ("thấp hơn 0,4% so với chỉ tiêu", "0.4", "%", ""),
    ("không ít hơn 5 xã", "5", "xã", "không ít hơn"),
    ("đạt từ 70% trở lên", "70", "%", "từ"),
    ("có từ 10 chỉ tiêu thi đua trở lên", "10", "chỉ tiêu", "từ"),
    ("tăng từ 5 xã lên", "5", "xã", ""),
]


@pytest.mark.parametrize(("sentence", "value", "measure", "qualifier"), AROUND)
def test_the_words_around_a_figure_are_heeded(sentence: str, value: str, measure: str, qualifier: str) -> None:
    assert [Count(Decimal(value), measure, qualifier)] == [m.value for m in find_counts(sentence)]


def test_a_share_is_two_counts_of_one_measure() -> None:
    assert [Count(Decimal(22), "xã"), Count(Decimal(25), "xã")] == [m.value for m in find_counts("22/25 xã")]


def test_a_spread_is_at_least_the_one_and_at_most_the_other() -> None:
    expected = [Count(Decimal(10), "người", "từ"), Count(Decimal(15), "người", "đến")]
    assert expected == [m.value for m in find_counts("mỗi lớp 10-15 người")]
    assert expected == [m.value for m in find_counts("mỗi lớp từ 10 đến 15 người")]


def test_a_figure_that_may_be_thousands_or_decimals_stays_unread() -> None:
    assert [] == list(find_counts("có 1,862 tuabin gió"))


def test_a_number_that_ends_a_short_name_is_no_count() -> None:
    text = "thành viên nhóm chuyên trách 47 tỉnh"
    context = Context(short_names={"Ban Chỉ đạo 47": "Ban Chỉ đạo chuyển đổi số của tỉnh"})
    assert ["47 tỉnh"] == [m.text for m in find_counts(text)]
    assert [] == list(find_counts(text, context))


def test_a_word_that_the_document_shortens_is_counted() -> None:
    text = "củng cố 12 TTHTCĐ, 3 TTYT; lúc 8 giờ 30 BQLDA họp; Điều 5 TTHTCĐ"
    names = {"TTHTCĐ": "trung tâm học tập cộng đồng", "BQLDA": "Quản lý dự án", "TTYT": "Trung tâm Y tế"}
    assert [] == list(find_counts(text))
    assert ["12 TTHTCĐ", "3 TTYT"] == [m.text for m in find_counts(text, Context(short_names=names))]


@given(st.integers(0, 10**9), st.sampled_from(["văn bản", "học viên", "lượt truy cập", "triệu đồng"]))
def test_what_is_printed_with_dots_reads_as_that_number(value: int, measure: str) -> None:
    written = f"{value:,} {measure}".replace(",", ".")
    assert Count(Decimal(value), measure) == value_of(written, find_counts(written))


WORDS = [
    "16",
    "03",
    "2,5",
    "1.862",
    "2024",
    "22/25",
    "10-15",
    "%",
    "văn",
    "bản",
    "học",
    "viên",
    "trên",
    "gần",
    "ít",
    "nhất",
    "ba",
    "hai",
    "mươi",
    "và",
    ",",
    ";",
    "(",
    ")",
    "\n",
    "\t",
    "Điều",
    "số",
    "lớp",
    "triệu",
    "tỷ",
    "500",
    "đồng",
    "tỉnh",
    "Bằng",
    "khen",
    "(ba)",
    "đ/c",
    "m2",
    "từ",
    "đến",
    "x",
    "-",
    "/",
    "một",
    "hai",
    "phần",
]


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from(["", " "]))
def test_spans_stand_in_order_and_cut_their_own_text_out_of_any_text(words: list[str], gap: str) -> None:
    text = gap.join(words)
    end = 0
    for mention in find_counts(text):
        assert mention.text == text[mention.start : mention.end]
        assert end <= mention.start < mention.end
        assert "\n" not in mention.text
        assert mention.value.qualifier in ("từ", "đến") or mention.text.lower().startswith(mention.value.qualifier)
        end = mention.end


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    assert [m.text for m in find_counts(text)] == [m.span.slice(text) for m in find_counts(text)]
