"""Citations: what counts as a mention of a document, where it stands, and what its own words say."""

from __future__ import annotations

import unicodedata
from datetime import date
from itertools import pairwise

import pytest

from extractors.citations import Citation, find_citations
from extractors.mention import Context
from extractors.symbols import doc_types_of, read_symbol
from tests.marked import mark, unmark

MARKED = (
    # The first mention in full, and later ones without «số».
    "thực hiện ⟦Kết luận số 70-KL/TW⟧, ngày 31/01/2024 của Bộ Chính trị về phát triển thể dục, thể thao",
    "Chương trình thực hiện ⟦Kết luận 70-KL/TW⟧ trong giai đoạn mới",
    "sơ kết 05 năm thực hiện ⟦kết luận 49-KL/TW⟧, ngày 10/5/2019",
    "theo ⟦Quy chế 238-QĐ/TW⟧ và ⟦Quyết định số 238-QĐ/TW⟧ của Ban Bí thư ngày 30/9/2020",
    # Spaces, dashes and letters as writers leave them.
    "⟦Chỉ thị số 05 - CT/TW⟧ và ⟦Chỉ thị số 05 – CT/TƯ⟧",
    "⟦Số 38 - HD/BTCTW⟧",
    "học tập ⟦05-CT/TƯ⟧ trong toàn Đảng",
    "theo ⟦số31-QĐ/TW⟧ đã ban hành; ⟦Chỉ thị số 05-CT/TW⟧¹, ngày 15/5/2016",
    "Tinh thần ⟦Chỉ thị 814/TTg⟧ ngày 12/12/1995",
    # Papers that several offices write together.
    "⟦Hướng dẫn liên ngành số 02-HDLN/BTGTU-STC⟧ và ⟦Chương trình phối hợp số 05-CTPH/BTGTU-HND⟧",
    "⟦Nghị quyết số 8B/NQ-HNTW⟧ ngày 27/3/1990; ⟦Nghị quyết 30C/NQ-CP⟧; ⟦Chỉ thị số 05CT/TW⟧",
    "⟦Báo cáo thẩm định số 18/BCTĐ-STP⟧ ngày 25/5/2018; ⟦Kế hoạch liên ngành số 41/KHLN-CA-GDĐT⟧",
    "⟦Quy định 294QĐ/TW⟧ và ⟦Hướng dẫn 06 HD/TW⟧",
    "⟦Nghị quyết số 25/2018/NQ- HĐND⟧ ngày 10/12/2018",
    "⟦Quyết định số 67 /2024/QĐ-UBND⟧; ⟦Số:  67    /2024/QĐ-UBND⟧",
    "⟦Công văn số 2587-CV/VPTW/nb⟧, ngày 25/5/2010",
    "⟦NGHỊ QUYẾT SỐ 22/2022/NQ-HĐND⟧ NGÀY 08/12/2022",
    "⟦Kết luận số 12-KL/TWngày⟧".replace("ngày⟧", "⟧ngày") + " 06/9/2021",
    # Signs with a full stop, as offices of the State and of the Party wrote them until about 2010.
    "⟦Kế hoạch số 25/KH.UBND⟧; ⟦Quyết định số 118/2004/QĐ.UB⟧ ngày 15/12/2004; ⟦Nghị quyết 11/NQ.HU⟧; ⟦Số: 63/BC.UB⟧",
    "⟦CV 1254/VP.UBND-NCTH⟧; mục 5.KH; phòng 12.TT; 12 KH.UBND; theo 12-QĐ.Hội nghị",
    # Blanks round the hyphen of two issuers of one level; a hyphen between words parts them.
    "⟦Hướng dẫn số 15-HD/BTCTW - BTGTW⟧ ngày 02/3/2020; ⟦Kế hoạch số 12-KH/BTGTU – BDVTU – BTCTU⟧",
    "⟦Chỉ thị 05-CT/TW⟧ - CT lớn; ⟦Quyết định số 12-QĐ/BTCTU⟧ - BCĐ; ⟦Kế hoạch 12-KH/TU⟧ - HU",
    "⟦Thông tư liên tịch số 01/2021/TTLT-VKSNDTC-TANDTC-BCA-BQP-BTP⟧; ⟦Mệnh lệnh số 05/ML-BTL⟧ của Bộ Tư lệnh",
    # The first and the last of a row of numbers.
    "các Kết luận từ ⟦số 10⟧ đến ⟦số 15-KL/TW⟧; Kết luận từ ⟦10⟧ đến ⟦15-KL/TW⟧; tăng từ 10 đến ⟦15-KL/TW⟧",
    "các ⟦nghị quyết số 25⟧, ⟦26/NQ-HU⟧ năm 2021; ⟦Kế hoạch số 12⟧ và ⟦14/KH.UB⟧",
    # A number with its year and no sign.
    "theo ⟦Nghị định 42/2018⟧ của Chính phủ, ⟦Nghị định số 117/2004⟧ ngày 12/3/2004; ⟦thông tư liên tịch 09/2003⟧",
    # Since 2025 the Government also counts by subject.
    "⟦Nghị quyết số 66.9/2025/NQ-CP⟧ ngày 20/11/2025; tăng 66.9/2025; 1.862/2024/ABC",
    # The State's symbols.
    "⟦Nghị định 30/2020/NĐ-CP⟧; ⟦Thông tư số 01/2011/TT-BNV⟧; ⟦Quyết định số 766/QĐ-TTg⟧; ⟦41/NQ-ĐU⟧; ⟦30c/NQ-CP⟧",
    "⟦Kế hoạch số 208/KH-CAT-PC06⟧ và ⟦công văn số 4537/VPCP-KTTH⟧",
    "⟦Công văn số 2180/SGD&ĐT-KTKĐCLGD⟧; ⟦CV 5973/UBND-KT⟧; ⟦KH 200/KH-UBND⟧; công trình 15/ABC",
    "⟦Nghị quyết số 1656/NQ-UBTVQH15⟧ và ⟦Nghị quyết số 43/2022/QH15⟧",
    # What may stand between the type and the number.
    "⟦Báo cáo thẩm tra số 84/BC-KTNS⟧ ngày 24/6/2025",
    "⟦Nghị định của Chính phủ số 117/2003/NĐ-CP⟧",
    "ban hành Kế hoạch (⟦số 12-KH/TU⟧, ngày 05/3/2024)",
    # Elliptical lists.
    "⟦Công văn số 1962-CV/BTGTU⟧, ngày 26/4/2024 tuyên truyền; ⟦số 1987-CV/BTGTU⟧, ngày 15/5/2024 về phối hợp",
    "Cụ thể: ⟦số 738-BC/BTGTU⟧, ngày 26/4/2024 báo cáo tổng hợp công tác báo chí (từ ngày 18/4-26/4/2024)",
    "các Nghị định của Chính phủ: ⟦Số 71/2024/NĐ-CP⟧ ngày 27 tháng 6 năm 2024; ⟦số 103/2024/NĐ-CP⟧",
    "⟦Kết luận số 70-KL/TW⟧ và ⟦94-KL/TW⟧",
    "⟦Nghị quyết số 18⟧, ⟦19-NQ/TW⟧ của Trung ương",
    "các ⟦nghị quyết 18-NQ/TW⟧, ⟦19-NQ/TW⟧",
    # Short forms.
    "tiếp tục thực hiện ⟦Chỉ thị 05⟧ và ⟦Kết luận 01⟧ của Bộ Chính trị",
    "theo ⟦Công văn số 468⟧ ngày 12/4/2024",
    # letters of one office in a row, whose signs name no type
    "⟦Công văn số 912/UBND-VX⟧, ngày 03/4/2024; ⟦số 919/UBND-VX⟧, ngày 05/4/2024 và ⟦920/UBND-KT⟧; số 33/ABC-XY",
    "các công văn của UBND tỉnh: ⟦số 912/UBND-VX⟧ ngày 03/4/2024, ⟦919/UBND-VX⟧; lô số 29/AB-XY; số 30/AB-XY",
    "theo ⟦Công văn số 912/UBND-VX⟧. Hồ sơ số 919/UBND-VX",
    "⟦Số: 912/UBND-VX⟧\nSố: 29/AB-XY là biển số",
    "(sau đây gọi tắt là ⟦Quy định 294⟧), cụ thể",
    "sơ kết ⟦Nghị quyết 35⟧.",
    "⟦Chỉ thị 06⟧ (2006), ⟦Đề án 06⟧, ⟦Chỉ thị số 17⟧ về việc",
    "⟦Quyết định 1719⟧ nêu rõ; sơ kết ⟦nghị quyết 27⟧ và ⟦đề án 06⟧; các ⟦đề án 45⟧ và ⟦52⟧; ⟦Nghị quyết 12⟧ Huyện ủy",
    "quán triệt ⟦Nghị quyết 627⟧ nghiêm túc, chặt chẽ; để ⟦Đề án 812⟧ thấm sâu trong nhân dân",
    "⟦Đề án 45⟧ (đề án “Xanh”); ⟦Đề án 45⟧ và ⟦Quyết định 812⟧ tốt hơn; ⟦Kết luận số 52⟧về việc",
    "theo ⟦Thông báo 89⟧ ngày 05/3/2024, ⟦Kế hoạch 127⟧, ngày 12.3.2024",
    # the number that a bracket gives what was cited in full before
    "⟦Kế hoạch số 07/KH-PVH⟧ ngày 01/7/2024 (⟦Kế hoạch 07⟧)",
    # rows of numbers under one type
    "các ⟦Chỉ thị 05⟧, ⟦35⟧, ⟦40⟧ của Ban Bí thư; ⟦Nghị quyết 18⟧, ⟦19⟧ về sắp xếp; ⟦Kết luận số 12⟧, ⟦số 14⟧ và ⟦15⟧.",
    "thực hiện ⟦Nghị quyết 35⟧, 12 xã; ⟦Đề án 06⟧, 02 mô hình; ⟦Chỉ thị 05⟧, 15/5/2016; ⟦Kết luận số 12⟧ và 30% số hộ",
    # types by their letters
    "thực hiện ⟦CT 05⟧, ⟦NQ 35⟧; ⟦NĐ 73/2023⟧ và ⟦TT 15/2024⟧; theo ⟦KL 21⟧; ⟦Luật 54/2024⟧, ⟦Luật số 61/2024⟧",
    # Documents with a name.
    "tuyên truyền ⟦Luật đất đai năm 2024⟧; ⟦Luật đất đai (sửa đổi)⟧; công tác tuyển sinh",
    "⟦Luật Đất đai số 31/2024/QH15⟧, ⟦Luật Nhà ở số 27/2023/QH15⟧",
    "Căn cứ ⟦Luật Tổ chức chính quyền địa phương⟧ ngày 16 tháng 6 năm 2025;",
    "⟦Luật Thi đua, khen thưởng⟧ và ⟦Bộ luật Lao động⟧; ⟦Pháp lệnh Cán bộ, công chức⟧ (ngày 26-02-1998)",
    "⟦Luật Phòng bệnh ngày⟧".replace(" ngày⟧", "⟧ ngày") + " 10/12/2025",
    "⟦Nghị quyết TW4 (khóa XII)⟧; ⟦Nghị quyết Hội nghị lần thứ 7, Ban chấp hành Trung ương Đảng khóa X⟧",
    "⟦Hiến pháp năm 2013⟧, ⟦Điều lệ Đảng⟧",
    "⟦Luật sửa đổi, bổ sung một số điều⟧ của ⟦Luật Chứng khoán⟧, ⟦Luật kế toán⟧ ngày 29 tháng 11 năm 2024",
    "các ⟦Kết luận TW4 (khóa XI⟧, ⟦XII⟧); ⟦Nghị quyết Trung ương 4 khóa XI⟧, ⟦XII⟧ và ⟦khóa XIII⟧ về xây dựng Đảng",
    "⟦Nghị quyết Trung ương 5⟧ và ⟦6 khóa XII⟧; ⟦Nghị quyết Trung ương 4⟧, 12 xã; ⟦Nghị quyết TW4 khóa XII⟧, V/v; XI",
    "⟦NQ TW4 (khóa XII)⟧, ⟦NQTW8 khóa XI⟧, ⟦NQ T.ư 5 (khoá VIII)⟧; ⟦Nghị quyết Trung ương VI⟧ (lần 2)",
    "⟦Bộ Luật Hình sự⟧; Nghị quyết Hội nghị lần thứ năm Ban Chấp hành Trung ương Đoàn TNCS Hồ Chí Minh khóa XII",
    "⟦Nghị quyết Trung ương 4 (khóa XII)⟧ và ⟦Nghị quyết Đại hội XIII của Đảng⟧, ⟦Nghị quyết Đại hội XI Đảng bộ tỉnh⟧",
)

NOT_CITED = (
    "báo cáo công tác báo chí (từ ngày 18/4-26/4/2024), (từ 26/4/2024-2/5/2024)",
    "đạt 17/31 chỉ tiêu, 24/7, 1.862 học viên, năm học 2024-2025",
    "điện thoại 080.45774; 0219-3866-123; fax 080-43472",
    "Kế hoạch 9/2024 của huyện, Nghị quyết 7/2024 xã, Nghị định 42/2018/; Thông tư 12/20190, nghị định 5/12/2018",
    "khai theo Mẫu 2-KNĐ và Mẫu số 02-BC/TU, biểu số 01-HD/BTG",
    "TP/HCM, GDP/NG, XHCN, KT-XH, và/hoặc, A30-QĐ/TW",
    "Nghị quyết số ....-NQ/TU; Số: …/QĐ-UBND; Số:    /2024/QĐ-UBND; số ___/2024/KH-UBND; / 2024/QĐ-UBND",
    "số 1234567-KL/TW; …12-KH/TU; thi hành luật đất đai; theo luật nhà ở",
    "Kế hoạch 05 năm, Chương trình 6 tháng, kết luận 12 nội dung, quyết định 15 vấn đề, Hướng dẫn 10 đơn vị",
    "thực hiện Kết luận 12 nội dung, theo Nghị quyết 10 năm; Quyết định 15 đến 20 hộ",
    "Công văn số 16/1999/khxx; KL 21; CT 05, theo số 12/TTCP, 15/TTTU của văn phòng; NQ 15 xã; NQTW; đề án 15 trang",
    "các quyết định số lượng lớn; Kế hoạch năm 2024; Nghị quyết 2 năm",
    "chấp hành pháp luật đất đai; Trường Đại học Luật Hà Nội; Hội Luật gia; luật sư; dự thảo Luật Đất đai",
    "Điều 5, khoản 2; Phụ lục số 01; Quốc lộ 4C; lớp 12A; Ban Chỉ đạo 35",
)


@pytest.mark.parametrize("marked", MARKED)
def test_a_citation_runs_from_its_type_word_to_the_end_of_its_symbol(marked: str) -> None:
    text = unmark(marked)
    assert marked == mark(text, find_citations(text))


@pytest.mark.parametrize("text", NOT_CITED)
def test_figures_blanks_forms_and_slashes_are_no_citations(text: str) -> None:
    assert text == mark(text, find_citations(text))


def _only(text: str, context: Context | None = None) -> Citation:
    (mention,) = find_citations(text, context) if context else find_citations(text)
    return mention.value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("05 - CT/TW", "05-CT/TW"),
        ("5-CT/TW", "05-CT/TW"),
        ("05-CT/TƯ", "05-CT/TW"),
        ("12-HD/BTGTƯ", "12-HD/BTGTW"),
        ("12-QĐĐ/TW", "12-QĐ/TW"),
        ("70–KL/TW", "70-KL/TW"),
        ("72-NQ-TW", "72-NQ/TW"),
        ("20-NQTW", "20-NQ/TW"),
        ("20/NQ-TW", "20-NQ/TW"),
        ("29/NQ/TW", "29-NQ/TW"),
        ("12 -HD/BTC TW", "12-HD/BTCTW"),
        ("19-2017/NQ-CP", "19-2017/NQ-CP"),
        ("12/KH-TU", "12-KH/TU"),
        ("30c/NQCP", "30c/NQ-CP"),
        ("61/2018/NĐCP", "61/2018/NĐ-CP"),
        ("1961/QĐUBND", "1961/QĐ-UBND"),
        ("673/QĐ-TTG", "673/QĐ-TTg"),
        ("66.9/2025/NQ-CP", "66.9/2025/NQ-CP"),
        ("25/KH.UBND", "25/KH.UBND"),
        ("118/2004/QĐ.UB", "118/2004/QĐ.UB"),
        ("15-HD/BTCTW - BTGTW", "15-HD/BTCTW-BTGTW"),
        ("58-CTR/TU", "58-CTr/TU"),
        ("25/2018/NQ- HĐND", "25/2018/NQ-HĐND"),
        ("766/QĐ-TTg", "766/QĐ-TTg"),
        ("41/NQ-ĐU", "41/NQ-ĐU"),
        ("30c/NQ-CP", "30c/NQ-CP"),
        ("05-QC/BTCTU-BDVTU", "05-QC/BTCTU-BDVTU"),
        ("31/2024/QH15", "31/2024/QH15"),
    ],
)
def test_every_spelling_of_a_symbol_has_one_form(written: str, read: str) -> None:
    symbol = read_symbol(written)
    assert symbol is not None
    assert read == symbol.text


@pytest.mark.parametrize("written", ["17/31", "2-KNĐ", "18/4", "GDP/NG", "70-KL", "NQ/TW", "12-XX/TW"])
def test_what_is_no_symbol_is_not_read_as_one(written: str) -> None:
    symbol = read_symbol(written)
    assert symbol is None or not doc_types_of(symbol)


@pytest.mark.parametrize(
    ("text", "issued_on"),
    [
        ("Nghị quyết 35-NQ/TW, ngày 22-10-2018 của Bộ Chính trị", date(2018, 10, 22)),
        ("Kế hoạch số 12-KH/TU ngày 1.5.2022", date(2022, 5, 1)),
        ("Nghị định số 13/2023/NĐ-CP ngày 17 tháng 4 năm 2023", date(2023, 4, 17)),
        ("Quyết định số 238-QĐ/TW của Ban Bí thư ngày 30/9/2020", date(2020, 9, 30)),
        ("Quyết định số 238-QĐ/TW (ngày 30/9/2020)", date(2020, 9, 30)),
        ("Quyết định số 238-QĐ/TW (30/9/2020)", date(2020, 9, 30)),
        ("Nghị quyết 26-NQ/TW (khóa XII) ngày 19/5/2018", date(2018, 5, 19)),
        ("Nghị quyết 26-NQ/TW khoá XII, ngày 19/5/2018 của BCH TW", date(2018, 5, 19)),
        (
            "Nghị quyết số 26-NQ/TW, Hội nghị lần thứ bảy Ban Chấp hành Trung ương khóa XII ngày 19/5/2018",
            date(2018, 5, 19),
        ),
        ("Kế hoạch số 12-KH/TU – ngày 05/3/2024", date(2024, 3, 5)),
        ("Quyết định số 13-QĐ/TU cùng ngày 12/3/2024", date(2024, 3, 12)),
        ("Kế hoạch số 12-KH/TU ra ngày 05/3/2024", date(2024, 3, 5)),
        ("Kế hoạch số 12-KH/TU ngày 05 tháng03 năm2024", date(2024, 3, 5)),
        ("Kế hoạch số 12-KH/TU, ngày: 05 tháng 3, năm 2024", date(2024, 3, 5)),
        ("Luật số 61/2024/QH15 (20/11/2024)", date(2024, 11, 20)),
        ("Luật số 61/2024/QH15 (01/7/2025)", None),  # when it takes effect
        ("Nghị quyết 26-NQ/TW khóa XII, đến ngày 19/5/2018 đã có", None),
        ("Nghị quyết 26-NQ/TW - Chương trình ngày 19/5/2018", None),
        ("Kết luận số 01-KL/TW của Bộ chính trị tiếp tục", None),
        ("Kết luận số 01-KL/TW ngày 31/02/2024", None),
        ("thực hiện Kết luận số 01-KL/TW, trong tháng 5/2024", None),
        ("Kết luận số 01-KL/TW\nngày 18/5/2021", None),
        # The day of what somebody did, not of the document.
        ("Thực hiện Nghị quyết 35-NQ/TW, ngày 22/3/2024 Đảng ủy Viện Lúa tổ chức hội nghị", None),
        ("Thực hiện Nghị quyết 35-NQ/TW của Bộ Chính trị, ngày 26-12-2023, Huyện ủy Mèo Vạc đã ban hành", None),
        ("Thực hiện Nghị quyết 35-NQ/TW, ngày 22/10/2018, Huyện ủy Mèo Vạc đã ban hành", date(2018, 10, 22)),
    ],
)
def test_the_date_is_the_one_written_beside_the_mention(text: str, issued_on: date | None) -> None:
    assert issued_on == _only(text).issued_on


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Chỉ thị số 42-CT/TW, ngày 25/8/2004 của Ban Bí thư Trung ương Đảng về", "Ban Bí thư"),
        ("Kết luận số 100-KL/TW, ngày 18/8/2014 của Ban Bí thư khóa XI về", "Ban Bí thư"),
        ("Kết luận số 49-KL/TW, ngày 10/5/2019 của Ban Bí thư, khoá XII về", "Ban Bí thư"),
        ("Kết luận số 01-KL/TW của Bộ chính trị tiếp tục", "Bộ Chính trị"),
        ("Quy định số 09-QĐ/TU của Ban thường vụ Tỉnh uỷ “Về tổ chức”", "Ban Thường vụ Tỉnh ủy"),
        ("Nghị quyết số 27-NQ/TU của Ban Chấp hành Đảng bộ tỉnh.", "Ban Chấp hành Đảng bộ tỉnh"),
        ("Quyết định số 07/2023/QĐ-UBND của UBND thành phố Hà Nội về", "Ủy ban nhân dân thành phố Hà Nội"),
        (
            "Thông tri số 23/TTr-MTTW của Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam hướng dẫn",
            "Ban Thường trực Ủy ban Trung ương MTTQ Việt Nam",
        ),
        ("Công điện số 60/CĐ-BCĐ của Ban Chỉ đạo phòng, chống thiên tai về", "Ban Chỉ đạo phòng, chống thiên tai"),
        ("Thông báo số 24-TB/BCĐ của Ban Chỉ đạo các ngày Lễ tỉnh", ""),
        ("Thông tư số 05/2022/TT-BXD của Bộ Xây dựng Hướng dẫn một số", "Bộ Xây dựng"),
        ("Quyết định số 04/2022/QĐ-TTg của Thủ tướng Chính phủ, Bộ Công an hướng dẫn các", "Thủ tướng Chính phủ"),
        ("Thông tư số 01 của Bộ Tài chính và Bộ Nội vụ hướng dẫn thi hành", "Bộ Tài chính và Bộ Nội vụ"),
        ("Nghị quyết số 19-NQ/TW của Hội nghị lần thứ sáu Ban Chấp hành Trung ương", "Ban Chấp hành Trung ương"),
        ("thực hiện Nghị quyết số 57-NQ/TW của Đảng ủy xã Nghĩa An", ""),  # the carrying out is the committee's
        ("Kế hoạch số 80 ngày 24/11 của Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Tỉnh ủy"),
        ("Kế hoạch số 98-KH/TWĐTN của Ban Chấp hành Trung ương Đoàn về", "Ban Chấp hành Trung ương Đoàn"),
        ("Công văn số 92/LĐTBXH-BTXH của Bộ Lao động, Thương binh và Xã hội", "Bộ Lao động - Thương binh và Xã hội"),
        ("QUYẾT ĐỊNH SỐ 13/2018/QĐ-UBND CỦA ỦY BAN NHÂN DÂN TỈNH PHÚ YÊN", "Ủy ban nhân dân tỉnh Phú Yên"),
        ("QUYẾT ĐỊNH CỦA THỦ TƯỚNG CHÍNH PHỦ SỐ 135/1998/QĐ-TTG", "Thủ tướng Chính phủ"),
        ("Kế hoạch số 3-KH/SVH của Sở Văn hóa, Thể thao và Du lịch về", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Công văn số 1973-CV/BTGTU, ngày 07/5/2024 tuyên truyền", "Ban Tuyên giáo Tỉnh ủy"),
        ("Kết luận số 160-KL/TW của Bộ Chính trị, Ban Bí thư về sắp xếp", "Bộ Chính trị, Ban Bí thư"),
        ("Kết luận số 160-KL/TW của Bộ Chính trị, Ban Bí thư đã chỉ đạo", "Bộ Chính trị"),
        ("Quyết định số 605/QĐ-UBND của Ủy ban nhân dân tỉnh Phê duyệt Đề án", "Ủy ban nhân dân tỉnh"),
        ("Nghị định 30/2020/NĐ-CP", "Chính phủ"),
        ("Quyết định số 766/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("Nghị quyết số 43/2022/QH15", "Quốc hội"),
        ("Công văn số 12/BTTTT-CNTT ngày 10/4/2024", "Bộ Thông tin và Truyền thông"),
        ("Công văn số 12/BTTTT-CNTT ngày 10/4/2025", ""),  # the ministry ended on 28 February 2025
        ("Chỉ thị số 05-CT/TW", ""),  # the Bộ Chính trị or the Ban Bí thư
        ("Nghị quyết 39-NQ/TU, ngày 05/4/2024 về xây dựng", ""),
        ("Kết luận 70-KL/TW, ngày 31/01/2024, Ban Thường vụ Tỉnh ủy ban hành chương trình", ""),
        ("Kết luận số 70-KL/TW của Đảng", ""),
        ("Quyết định của Bộ Chính trị số 31-QĐ/TW, ngày 01-10-1997", "Bộ Chính trị"),
        ("Công văn số 636/CT-NV ngày 25/4/2014 của Cục Thuế tỉnh Sơn La hỏi về hóa đơn", "Cục Thuế tỉnh Sơn La"),
        (
            "Hướng dẫn số 25-HD/BCĐTW của Ban Chỉ đạo Trung ương về phòng, chống tham nhũng, tiêu cực",
            "Ban Chỉ đạo Trung ương về phòng, chống tham nhũng, tiêu cực",
        ),
        (
            "Thông báo số 05-TB/BCĐTW của Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo "
            "và chuyển đổi số về kết luận phiên họp",
            "Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
        ),
    ],
)
def test_the_issuer_is_read_or_told_by_the_organ_but_never_guessed(text: str, issuer: str) -> None:
    assert issuer == _only(text).issuer


def test_in_a_city_under_the_government_tu_is_its_thanh_uy() -> None:
    value = _only("Công văn số 12-CV/BTGTU", Context(province="Thành phố Hà Nội"))
    assert value.issuer == "Ban Tuyên giáo Thành ủy"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Quy định số 144-QĐ/TW", ["Quy định"]),
        ("Quyết định số 238-QĐ/TW", ["Quyết định"]),
        ("Quy chế 238-QĐ/TW", ["Quy chế"]),
        ("theo 238-QĐ/TW", [""]),
        ("Số: 67/2024/QĐ-UBND", ["Quyết định"]),
        ("số 738-BC/BTGTU", ["Báo cáo"]),
        ("văn bản số 12-CV/TU", ["Công văn"]),
        ("Thông báo kết luận số 12-TB/TU", ["Thông báo"]),
        ("12-TT/TW; 12/2020/TT-BTC", ["Thông tri", "Thông tư"]),
        ("Quy định số 12-QĐ/TU, ngày 05/3/2024; số 13-QĐ/TU", ["Quy định", "Quy định"]),
        ("Quy định số 12-QĐ/TU. Theo số 13-QĐ/TU", ["Quy định", ""]),
        ("Nghị quyết số 43/2022/QH15; Văn bản số 461/SNV-CCHC", ["Nghị quyết", "Công văn"]),
        ("CT 05-CTr/TU; CT 05-CT/TU", ["Chương trình", "Chỉ thị"]),
        ("các quyết định của Ban Thường vụ: số 12-QĐ/TU; số 13-QĐ/TU", ["Quyết định", "Quyết định"]),
    ],
)
def test_the_word_before_decides_the_type_and_then_the_sign(text: str, types: list[str]) -> None:
    assert types == [mention.value.doc_type for mention in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Quy định số 37-QĐ/TW về những điều cấm với 215 điểm cầu, trên 12.600 đại biểu", "những điều cấm"),
        ("Nghị quyết số 71-NQ/TW về phát triển giáo dục đến 05 trường học", "phát triển giáo dục"),
        ("Nghị quyết số 12-NQ/TW về phát triển kinh tế đến năm 2030 đối với 05 huyện.",
         "phát triển kinh tế đến năm 2030 đối với 05 huyện"),
        ("Quyết định số 15-QĐ/TU về tặng Bằng khen cho 05 tập thể.", "tặng Bằng khen cho 05 tập thể"),
        ("Quy định số 22-QĐ/TW về công tác kiểm tra của Đảng đối với Huyện ủy Bắc Mê", "công tác kiểm tra của Đảng"),
        ("Kết luận 70-KL/TW về phát triển thể dục, thể thao trong giai đoạn mới; (2) Kế hoạch",
         "phát triển thể dục, thể thao trong giai đoạn mới"),
        ("Nghị quyết số 41-NQ/TW, ngày 10/10/2023 của Bộ Chính trị về đội ngũ doanh nhân được kết nối tới 207 điểm cầu",
         "đội ngũ doanh nhân"),
        ("Quy định số 09-QĐ/TU “Về tổ chức học tập các văn bản của Đảng”, đến cán bộ",
         "tổ chức học tập các văn bản của Đảng"),
        ("Kết luận số 100-KL/TW của Ban Bí thư về “Đổi mới công tác điều tra” trên địa bàn",
         "Đổi mới công tác điều tra"),
        ("Công văn số 1960-CV/BTGTU, ngày 24/4/2024 định hướng công tác tuyên truyền tháng 5/2024.",
         "định hướng công tác tuyên truyền tháng 5/2024"),
        ("Nghị định số 71/2024/NĐ-CP ngày 27 tháng 6 năm 2024 quy định về giá đất; số", "quy định về giá đất"),
        ("Kết luận số 01-KL/TW của Bộ Chính trị tiếp tục đi vào chiều sâu", ""),
        ("Quy định số 37-QĐ/TW về những điều đảng viên không được làm", "những điều đảng viên không được làm"),
        ("Nghị quyết số 22-NQ/TU ngày 08/6/2022 ban hành kèm theo chương trình", ""),
        ("Kế hoạch số 25-KH/TU về thực hiện Kết luận số 100-KL/TW về “Tiếp tục đổi mới”, công tác báo chí",
         "thực hiện Kết luận số 100-KL/TW về “Tiếp tục đổi mới”"),
        ("Quy định số 66-QĐ/TW về thể thức văn bản của Đảng, Văn phòng Trung ương Đảng hướng dẫn",
         "thể thức văn bản của Đảng"),
        ("Quyết định số 31-QĐ/TW, ngày 01-10-1997 ban hành Quy định “về thể thức văn bản” và Điều 2 Quyết định khác",
         "ban hành Quy định “về thể thức văn bản”"),
    ],
)  # fmt: skip
def test_the_subject_ends_with_its_noun_phrase(text: str, subject: str) -> None:
    assert subject == next(iter(find_citations(text))).value.subject


@pytest.mark.parametrize(
    ("text", "symbol", "how"),
    [
        ("Chỉ thị số 05-CT/TW", "05-CT/TW", "explicit"),
        ("Số 71/2024/NĐ-CP", "71/2024/NĐ-CP", "elliptical"),
        ("Chỉ thị 05 của Bộ Chính trị", "", "short"),
        ("Luật đất đai năm 2024", "Luật Đất đai", "named"),
        ("Luật Đất đai số 31/2024/QH15", "31/2024/QH15", "explicit"),
        ("Nghị định 42/2018 của Chính phủ", "", "short"),
        ("Nghị quyết Trung ương 4 (khóa XII)",
         "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương khóa XII", "named"),
        ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII", "Nghị quyết Đại hội XIII", "named"),
    ],
)  # fmt: skip
def test_a_mention_says_how_it_cites(text: str, symbol: str, how: str) -> None:
    value = _only(text)
    assert (symbol, how) == (value.symbol, value.how)


def test_a_law_that_is_amended_does_not_take_the_amending_laws_date() -> None:
    text = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15 ngày 29 tháng 6 năm 2024;"
    amending, amended = find_citations(text)
    assert (date(2024, 6, 29), None) == (amending.value.issued_on, amended.value.issued_on)


SENTENCE = (
    "Tỉnh ủy thực hiện Kết luận số 70-KL/TU, ngày 31/01/2024 của Ban Thường vụ Tỉnh ủy về phát triển thể thao; "
    "Nghị quyết số 25/2018/NQ-HĐND của Hội đồng nhân dân tỉnh"
)


@pytest.mark.parametrize(
    "variant",
    [
        unicodedata.normalize("NFC", unicodedata.normalize("NFD", SENTENCE)),
        SENTENCE.replace("70-KL", "70 - KL").replace("NQ-HĐND", "NQ- HĐND"),
        SENTENCE.replace("-", "–"),
        SENTENCE.replace("Tỉnh ủy", "Tỉnh uỷ"),
        SENTENCE.replace("31/01/2024", "31-01-2024"),
        SENTENCE.replace("31/01/2024", "31 tháng 01 năm 2024"),
        SENTENCE.replace(", ngày 31/01/2024 của Ban Thường vụ Tỉnh ủy", " của Ban Thường vụ Tỉnh ủy, ngày 31/01/2024,"),
    ],
)
def test_another_spelling_gives_the_same_citations(variant: str) -> None:
    assert [m.value for m in find_citations(SENTENCE)] == [m.value for m in find_citations(variant)]


def test_mentions_point_into_the_text_in_order_and_never_overlap() -> None:
    text = " ".join(unmark(marked) for marked in MARKED)
    mentions = list(find_citations(text))
    assert all(mention.text == mention.span.slice(text) for mention in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
