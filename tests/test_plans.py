"""Plans kept: what a report promised for a month against what the next reports of the same organ say was done."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.cli import main
from pipeline.periods import read_period
from pipeline.questions.plans import Promise, plans
from pipeline.store import Store
from pipeline.web.app import create_app
from tests.archives import archive, send
from tests.databases import address_of

pytestmark = pytest.mark.databases

ORGAN = "HUYỆN ỦY BẮC MÊ"
CT05 = "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị"
NQ18 = "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return archive(tmp_path)


def report(
    store: Store, month: int, done: str = "Công tác thường xuyên.", planned: str = "", organ: str = ORGAN
) -> str:
    body = f"I. KẾT QUẢ CÔNG TÁC\n{done}\n"
    if planned:
        body += f"II. NHIỆM VỤ TRỌNG TÂM THÁNG {month + 1} NĂM 2024\n{planned}\n"
    return send(store, organ, f"kết quả công tác tháng {month} năm 2024", date(2024, month, 25), body)


def became(store: Store, task: str, *later: str, period: str = "2024-06") -> Promise:
    """What became of a task of June, by what the reports of June, July … say."""
    report(store, 5, planned=task)
    for month, told in enumerate(later, start=6):
        done, _, planned = told.partition(" || ")
        report(store, month, done or "Công tác thường xuyên.", planned)
    (one,) = plans(store, read_period(period))
    return one


CLOSING = "Trên đây là báo cáo kết quả công tác của Huyện ủy./."
TRAIN = "- Mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."
REVIEW = f"- Sơ kết 05 năm thực hiện {CT05}."


@pytest.mark.parametrize(
    ("task", "later", "state"),
    [
        (TRAIN, ["Trong tháng đã mở 03 lớp bồi dưỡng nghiệp vụ cho 120 cán bộ cơ sở."], "done"),
        (TRAIN, ["", "Mở được 04 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "done"),
        (TRAIN, ["Đã mở 02 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "open"),
        (TRAIN, ["Chưa mở được lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở do thiếu kinh phí."], "not_done"),
        (TRAIN, ["Đang mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "in_progress"),
        (TRAIN, [" || - Mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "planned"),
        (TRAIN, ["Mở 03 lớp bồi dưỡng đối tượng kết nạp Đảng cho quần chúng ưu tú."], "silent"),
        (TRAIN, ["Huyện Quang Bình đã mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "silent"),
        (TRAIN, [""], "silent"),
        (TRAIN, [], "no_later_report"),
        (TRAIN, ["Đã mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở.",
                 "Chưa mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "done"),
        (TRAIN, ["Chưa mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở.",
                 "Đã mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "done"),
        (TRAIN, ["Đã mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở. "
                 "Chưa mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "open"),
        ("- Kiểm tra công tác phòng cháy tại các khu dân cư.",
         ["Chưa kiểm tra công tác phòng cháy tại các khu dân cư."], "not_done"),
        ("- Sắp xếp các điểm trường mầm non.", ["Đã sắp xếp các điểm trường mầm non."], "done"),
        ("- Số hóa hồ sơ đang lưu trữ tại kho.", ["Đã số hóa hồ sơ đang lưu trữ tại kho."], "done"),
        ("- Số hóa hồ sơ đang lưu trữ tại kho.", ["Đang số hóa hồ sơ đang lưu trữ tại kho."], "in_progress"),
        ("- Rà soát hộ nghèo trên địa bàn.", ["Huyện ủy đã rà soát hộ nghèo theo kế hoạch đề ra."], "done"),
        ("- Tổ chức hội nghị báo cáo viên tháng 6.", ["Tổ chức hội nghị báo cáo viên tháng 6."], "done"),
        ("- Tổ chức hội nghị báo cáo viên tháng 6.", ["", "Tổ chức hội nghị báo cáo viên tháng 7."], "silent"),
        ("- Tổ chức hội nghị báo cáo viên định kỳ.", ["", "Tổ chức hội nghị báo cáo viên tháng 7."], "open"),
        (REVIEW, [f"Huyện ủy đã sơ kết 05 năm thực hiện {CT05}."], "done"),
        (REVIEW, [f"Huyện ủy chưa tổ chức sơ kết 05 năm thực hiện {CT05}."], "not_done"),
        (REVIEW, [f"Huyện ủy đã tổ chức hội nghị quán triệt {CT05}."], "open"),
        (REVIEW, [f"Huyện ủy đã sơ kết 05 năm thực hiện {NQ18}."], "silent"),
        (REVIEW, [f"Huyện ủy đã ban hành kế hoạch sơ kết 05 năm thực hiện {CT05}."], "open"),
        (TRAIN, ["Trong tháng không mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "open"),
        (TRAIN, ["Đề nghị cấp trên mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "open"),
        (TRAIN, ["Mở được 02/03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở."], "open"),
        (TRAIN, ["Mở lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở, đạt 60% kế hoạch."], "open"),
        (TRAIN, ["Mở 02 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở, lũy kế từ đầu năm 06 lớp."], "open"),
        (TRAIN, ["Mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở, lũy kế từ đầu năm 06 lớp, đạt 60% kế hoạch."],
         "done"),
        ("- Mở lớp tập huấn công tác dân vận cho cán bộ xã.", ["Mở lớp tập huấn công tác văn thư cho cán bộ xã."],
         "open"),
        ("- Bồi dưỡng kiến thức quốc phòng cho đối tượng 4.", ["Bồi dưỡng kiến thức quốc phòng cho đối tượng 3."],
         "open"),
        ("- Thanh tra việc quản lý đất đai tại xã Phú Nam.", ["Đã thanh tra việc quản lý đất đai tại xã Yên Cường."],
         "open"),
        ("- Tổ chức diễn tập phòng cháy rừng.", ["Ban hành kế hoạch tổ chức diễn tập phòng cháy rừng."], "open"),
        ("- Tổ chức diễn tập phòng cháy rừng.", ["Tổ chức diễn tập phòng cháy rừng."], "done"),
        ("- Tiếp tục rà soát quy hoạch cán bộ chủ chốt.", ["Tiếp tục rà soát quy hoạch cán bộ chủ chốt."],
         "in_progress"),
        ("- Ra quân phát quang đường liên thôn.", ["Ra quân phát quang 12 km đường liên thôn."], "done"),
        ("- Cấp giấy chứng nhận quyền sử dụng đất.", ["Cấp được 310 giấy chứng nhận quyền sử dụng đất."], "done"),
        ("- Sửa chữa trụ sở làm việc.", ["Đã sửa chữa trụ sở làm việc."], "done"),
        ("- Rà soát, sắp xếp các thôn bản.", ["UBND huyện hoàn thành rà soát, sắp xếp các thôn bản."], "open"),
        ("- Tổ chức hội nghị báo cáo viên tháng 6.", ["Ban Tuyên giáo Huyện ủy tổ chức hội nghị báo cáo viên tháng 6."],
         "done"),
        ("- Kết nạp 20 đảng viên mới.", ["Kết nạp 18 đảng viên mới. || - Kết nạp 22 đảng viên mới."], "open"),
        (f"- Tổ chức hội nghị quán triệt {NQ18} và {CT05}.", [f"Đã tổ chức hội nghị quán triệt {CT05}."], "open"),
    ],
)  # fmt: skip
def test_what_became_of_a_task(store: Store, task: str, later: list[str], state: str) -> None:
    assert state == became(store, task, *later).state


def test_both_ends_have_their_place(store: Store) -> None:
    one = became(store, TRAIN, "Trong tháng đã mở 03 lớp bồi dưỡng nghiệp vụ cho 120 cán bộ cơ sở.")
    assert "Mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở" == one.text == store.text(one.doc_id)[one.start : one.end]
    assert ("2024-06-01", "2024-06-30", "Huyện ủy Bắc Mê") == (one.period_start, one.period_end, one.unit_name)
    (told,) = one.evidence
    assert told.text == store.text(told.doc_id)[told.start : told.end] != ""
    assert ("done", 1, "2024-06-30") == (told.says, told.page, told.on)
    assert told.doc_id != one.doc_id


def test_the_reports_of_another_organ_tell_nothing(store: Store) -> None:
    report(store, 5, planned=TRAIN)
    report(store, 6)
    report(store, 6, "Đã mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở.", organ="HUYỆN ỦY QUANG BÌNH")
    assert ["silent"] == [one.state for one in plans(store, read_period("2024-06"))]


def test_a_task_set_to_several_units_has_an_outcome_for_each(store: Store) -> None:
    report(
        store,
        5,
        planned=f"- Chỉ đạo huyện Bắc Mê, huyện Quang Bình hoàn thành sơ kết {CT05}.",
        organ="TỈNH ỦY HÀ GIANG",
    )
    report(store, 6, f"Huyện Bắc Mê đã sơ kết {CT05}; huyện Quang Bình chưa sơ kết {CT05}.", organ="TỈNH ỦY HÀ GIANG")
    found = {one.unit_name: one.state for one in plans(store, read_period("2024-06"))}
    assert {"Huyện Bắc Mê": "done", "Huyện Quang Bình": "not_done"} == found


def test_each_clause_is_a_task_and_headings_are_none(store: Store) -> None:
    planned = "- Tuyên truyền đại hội chi bộ; biên soạn bản tin nội bộ tháng 6."
    report(store, 5, planned=f"1. Công tác tuyên truyền\n{planned}\n2. Rà soát hộ nghèo.\n{CLOSING}")
    found = [one.text for one in plans(store, read_period("2024-06"))]
    assert ["Tuyên truyền đại hội chi bộ", "biên soạn bản tin nội bộ tháng 6", "Rà soát hộ nghèo"] == found


def test_what_a_line_is_about_and_the_shares_of_a_task_are_none(store: Store) -> None:
    lines = [
        "1. Công tác dân vận; Mặt trận Tổ quốc và các đoàn thể: Tiếp tục đổi mới phương thức hoạt động.",
        "2. Đẩy nhanh giải ngân: (1) hoàn thiện hồ sơ; (2) gỡ vướng mắc mặt bằng; vận động nhân dân hiến đất.",
        "- Khởi công 30 nhà cho hộ nghèo:",
        "+ Xã Phú Nam 18 nhà.",
    ]
    report(store, 5, planned="\n".join(lines))
    found = {one.text: store.text(one.doc_id)[one.start : one.end] for one in plans(store, read_period("2024-06"))}
    assert all(text == place for text, place in found.items())
    assert [
        "Tiếp tục đổi mới phương thức hoạt động",
        "Đẩy nhanh giải ngân: (1) hoàn thiện hồ sơ",
        "gỡ vướng mắc mặt bằng",
        "vận động nhân dân hiến đất",
    ] == list(found)


def test_a_plan_without_a_period_is_for_the_next_one(store: Store) -> None:
    body = "I. KẾT QUẢ\nĐã làm.\nII. PHƯƠNG HƯỚNG THỜI GIAN TỚI\n- Rà soát hộ nghèo trên địa bàn huyện.\n"
    send(store, ORGAN, "kết quả công tác tháng 12 năm 2024", date(2024, 12, 25), body)
    assert [("2025-01-01", "2025-01-31")] == [
        (one.period_start, one.period_end) for one in plans(store, read_period("2025-01"))
    ]
    assert () == plans(store, read_period("2024-12"))


def test_an_organ_raised_in_rank_keeps_its_promises(store: Store) -> None:
    planned = "I. KẾT QUẢ\nĐã làm.\nII. NHIỆM VỤ TRỌNG TÂM THÁNG 11 NĂM 2024\n- Rà soát hộ nghèo, hộ cận nghèo.\n"
    send(
        store, "THỊ ỦY ĐÔNG TRIỀU", "kết quả công tác tháng 10 năm 2024", date(2024, 10, 25), planned, seat="Đông Triều"
    )
    send(store, "THÀNH ỦY ĐÔNG TRIỀU", "kết quả công tác tháng 11 năm 2024", date(2024, 11, 25),
         "I. KẾT QUẢ\nĐã rà soát hộ nghèo, hộ cận nghèo.\n", seat="Đông Triều")  # fmt: skip
    (one,) = plans(store, read_period("2024-11"))
    assert ("done", "Thị ủy Đông Triều") == (one.state, one.issuer)


def test_unit_and_directive_narrow_down(store: Store) -> None:
    report(store, 5, planned=f"{TRAIN}\n{REVIEW}")
    report(store, 5, planned=TRAIN, organ="HUYỆN ỦY QUANG BÌNH")
    june = read_period("2024-06")
    assert 3 == len(plans(store, june))
    assert {"Huyện ủy Bắc Mê"} == {one.issuer for one in plans(store, june, unit="Bắc Mê")}
    assert [("05-CT/TW@2016-05-15",)] == [one.directives for one in plans(store, june, directive="05-ct/tw")]


def test_a_report_that_does_not_say_whose_it_is_has_tasks_and_no_next_report(store: Store) -> None:
    planned = "III- NHIỆM VỤ TRỌNG TÂM THÁNG 6 NĂM 2024\n1. Rà soát Trang thông tin điện tử; trang fanpage của ngành.\n"
    closing = "Ban Tuyên giáo Tỉnh ủy trân trọng báo cáo.\n"
    body = f"II- KẾT QUẢ\nĐã làm.\n{planned}{closing}"
    send(store, "", "kết quả công tác tháng 5 năm 2024", date(2024, 5, 25), body)
    assert [("Rà soát Trang thông tin điện tử", "no_later_report", "")] == [
        (one.text, one.state, one.issuer) for one in plans(store, read_period("2024-06"))
    ]


def test_the_command_prints_for_a_clerk_and_tells_json(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    became(store, f"{TRAIN}\n- Rà soát hộ nghèo trên địa bàn.".partition("\n")[0],
           "Đã mở 03 lớp bồi dưỡng nghiệp vụ cho 120 cán bộ cơ sở.")  # fmt: skip
    url = address_of(store)
    assert 0 == main(["plans", "--period", "2024-06", "--store", url])
    out = capsys.readouterr().out
    assert "ĐÃ LÀM  Huyện ủy Bắc Mê: Mở 03 lớp bồi dưỡng nghiệp vụ cho cán bộ cơ sở" in out
    assert "đã làm, kỳ đến 30/06/2024 (HUYỆN ỦY BẮC MÊ 2024-06-25.docx, tr. 1): Đã mở 03 lớp" in out
    assert "1 nhiệm vụ: đã làm 1" in out
    assert 0 == main(["plans", "--period", "2024-06", "--unit", "bac me", "--json", "--lang", "en", "--store", url])
    (one,) = json.loads(capsys.readouterr().out)
    assert ("done", "done") == (one["state"], one["evidence"][0]["says"])
    assert 0 == main(["plans", "--period", "2023-06", "--lang", "en", "--store", url])
    assert "No report sets tasks for this period." in capsys.readouterr().out


def test_the_page_shows_both_ends_of_a_promise(store: Store, tmp_path: Path) -> None:
    hostile = "- Rà soát hộ nghèo <img src=x onerror=alert(1)> trên địa bàn huyện."
    one = became(store, hostile, "Chưa rà soát hộ nghèo <img src=x onerror=alert(1)> trên địa bàn huyện.")
    with TestClient(create_app(store, tmp_path / "web"), base_url="http://127.0.0.1:8321") as web:
        page = web.get("/plans?period=2024-06").text
        assert "<b>báo cáo là chưa làm</b>" in page
        assert "<img" not in page
        ends = [(one.doc_id, one.page, one.start, one.end)]
        ends += [(told.doc_id, told.page, told.start, told.end) for told in one.evidence]
        assert 2 == len(ends)
        assert all(f"/documents/{doc_id}#p{number}:{start}-{end}" in page for doc_id, number, start, end in ends)
        assert "<li>" not in web.get("/plans?period=2024-06&state=done").text.partition("</form>")[2]
        assert 400 == web.get("/plans?period=khi+nào").status_code
        assert one.doc_id in web.get("/plans").text, "the last month with reports is June"
