"""Sentences: each row is one text with «⏐» where a sentence ends and the next begins, and nowhere else."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences import find_sentences

CUT = [
    "Đã mở 28 lớp. ⏐Có 1.862 học viên tham gia.",
    "Tổng số 5.341 đại biểu, đạt 12,5 %.",
    "Ban hành 16 văn bản, gồm: 04 báo cáo; 02 kế hoạch; 10 công văn.",
    "Nghị quyết ngày 1.5.2022 của Huyện ủy. ⏐Kế hoạch ngày 22-10-2018.",
    "TP. Hà Giang và TX. Nghĩa Lộ đã sơ kết. ⏐Các huyện tiếp tục.",
    "TM. BAN THƯỜNG VỤ",
    "1. Công tác tuyên truyền",
    "II. KẾT QUẢ. ⏐Trong tháng đã mở 3 lớp.",
    "2.1. Công tác đào tạo. ⏐Đã mở 3 lớp.",
    "a. Cấp tỉnh. ⏐b. Cấp huyện.".replace("⏐", ""),
    "Trình 03 văn bản, gồm: (1) Chương trình; (2) Kế hoạch; (3) Tờ trình.",
    "Gồm: 1. Kế hoạch; 2. Báo cáo; 3. Tờ trình.",
    "Phồn vinh, hạnh phúc.... ban hành định hướng tháng 5.",
    "Đăng tải trên 280 tin, bài, hình ảnh... thu hút trên 111.960 lượt truy cập.",
    "Bắc Mê, Yên Minh... ⏐Các huyện khác chưa thực hiện.",
    "Thời kỳ mới “Triển khai hệ giá trị quốc gia.” ⏐Ban hành kế hoạch.",
    "Cuốn sách “Biên niên sự kiện. Tập I” đã in.",
    "Lịch sử Đảng bộ (tái bản. Bổ sung lần 2) đã in. ⏐Còn 2 cuốn.",
    "Đ/c. Nguyễn Văn A và PGS. TS. Trần Thị B dự. ⏐Có 20 người.",
    "Đồng chí Nguyễn V. An phát biểu.",
    "Kết thúc năm 2024. ⏐02 lớp đã mở.",
    "Vì sao? ⏐Vì thiếu vốn! ⏐Đã báo cáo.",
    "Kinh tế, văn hóa, v.v. đều tăng.",
    "Đã mở 3 lớp. \n⏐- Công tác khác: mở 2 lớp. \t⏐Ô sau",
    "Đã họp…⏐ Các huyện đã báo cáo.",
    "Số 5. Tổ chức".replace("Số 5. ", "Theo phụ lục số 5. ⏐"),
]


@pytest.mark.parametrize("marked", CUT)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    expected = [part.strip() for part in marked.split("⏐")]
    text = marked.replace("⏐", "")
    assert expected == [span.slice(text) for span in find_sentences(text)]


@given(st.text(alphabet="aĐ1 .;:?…\n\t(“”)-", max_size=80))
def test_sentences_cover_every_character_but_spaces_and_none_twice(text: str) -> None:
    spans = list(find_sentences(text))
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert "".join(text.split()) == "".join("".join(span.slice(text).split()) for span in spans)
    assert not any("\n" in span.slice(text) or "\t" in span.slice(text) for span in spans)
