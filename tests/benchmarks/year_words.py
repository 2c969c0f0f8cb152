"""What the reports of a made year say: tasks that are set one month and told of the next, «Rà soát hộ nghèo»."""

from __future__ import annotations

from dataclasses import dataclass

# Two for each month of a year, no two of one matter: an outcome must not be taken for that of another task.
TASKS = (
    "rà soát hộ nghèo, hộ cận nghèo theo chuẩn đa chiều",
    "kiểm tra công tác phòng cháy, chữa cháy tại các khu dân cư",
    "biên soạn cuốn lịch sử truyền thống đấu tranh cách mạng của quê hương",
    "đối thoại với thanh niên nông thôn về khởi nghiệp",
    "sắp xếp các điểm trường mầm non có ít học sinh",
    "tu bổ nghĩa trang liệt sĩ, nhà bia ghi tên",
    "cấp đổi thẻ bảo hiểm y tế cho người có công",
    "giải phóng mặt bằng cụm công nghiệp phía đông",
    "nạo vét kênh mương nội đồng trước vụ chiêm xuân",
    "tiêm phòng dịch tả lợn châu Phi cho đàn vật nuôi",
    "số hóa hồ sơ đảng viên đang lưu trữ",
    "lắp đặt hệ thống loa truyền thanh không dây",
    "xét tặng danh hiệu gia đình văn hóa tiêu biểu",
    "tập luyện dân quân tự vệ bắn đạn thật",
    "vận động hiến đất mở rộng đường liên thôn",
    "trao học bổng cho học sinh vượt khó hiếu học",
    "thu gom vỏ bao bì thuốc bảo vệ thực vật",
    "khám sức khỏe định kỳ cho phụ nữ mang thai",
    "bình chọn sản phẩm nông nghiệp chủ lực mỗi xã",
    "giải quyết đơn thư khiếu nại về đất dôi dư",
    "thi tìm hiểu luật an toàn giao thông đường thủy",
    "ra quân trồng cây phân tán ven sông",
    "xây nhà tình nghĩa tặng gia đình chính sách",
    "diễn tập ứng phó bão lũ và tìm kiếm cứu nạn",
)
DONE = (
    "Trong tháng, {me} đã {task}, bảo đảm tiến độ.",
    "Đã hoàn thành việc {task}.",
    "{me} đã {task} theo đúng kế hoạch đề ra.",
)
NOT_DONE = "Đến nay {me} chưa {task} do chưa bố trí được kinh phí."
UNDER_WAY = "Hiện nay {me} đang {task}."
REVIEW_DONE = "Trong tháng, {me} đã tổ chức sơ kết việc thực hiện {d}."
REVIEW_NOT = "{me} chưa tổ chức sơ kết việc thực hiện {d} do còn chờ hướng dẫn của cấp trên."

TITLES = (
    "kết quả công tác {this}, phương hướng, nhiệm vụ {next}",
    "tình hình, kết quả công tác {this} và nhiệm vụ trọng tâm {next}",
    "kết quả công tác xây dựng Đảng {this}",
)
HEADINGS = ("KẾT QUẢ CÔNG TÁC {this}", "KẾT QUẢ THỰC HIỆN NHIỆM VỤ {this}")
AHEAD = ("PHƯƠNG HƯỚNG, NHIỆM VỤ {next}", "NHIỆM VỤ TRỌNG TÂM {next}", "NHIỆM VỤ TRỌNG TÂM {next}")
JOINED = "Toàn Đảng bộ{area} kết nạp {n} đảng viên\x01"
SO_FAR = " (lũy kế từ đầu năm đến nay {n} đảng viên)"
JOINED_NOTE = "Cụ thể: {0} đồng chí ở khối nông thôn, {1} đồng chí ở khối trường học, {2} đồng chí ở khối cơ quan."
OF_DISTRICTS = "Trong đó: {0} đồng chí thuộc các huyện, thị xã, thành phố; {1} đồng chí thuộc các đảng bộ trực thuộc."
CLASSES = "Mở {k} lớp bồi dưỡng chính trị với {n} học viên.\x01"
CLASSES_NOTE = "Cụ thể: {0} lớp nhận thức về Đảng với {1} học viên; {2} lớp đảng viên mới với {3} học viên."
SEE_FORMS = "Số liệu chi tiết tại Biểu số 01, Biểu số 02 kèm theo."


@dataclass(frozen=True, slots=True)
class Standing:
    """What the province's report says that units have done about a directive."""

    text: str
    statuses: tuple[str, ...]  # of the lists {0}, {1}, {2}


STANDINGS = (
    Standing(
        "Về thực hiện {d}: các huyện {0} đã tổ chức sơ kết; các huyện {1} đang xây dựng kế hoạch; "
        "riêng {2} chưa triển khai.",
        ("implemented", "in_progress", "not_implemented"),
    ),
)
