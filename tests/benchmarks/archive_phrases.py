# ruff: noqa: E501 - a sentence is not cut
"""Sentences of an office, with slots: «{us} đã hoàn thành sơ kết {d+}» says who did what once its slots are filled.

Slots: `{d}` a directive with number, date and issuer, `{d+}` with its subject, `{d.}` type and number, `{d:subject}`
its subject alone; `{e}` another one; `{de}` both in one breath. `{u}` `{v}` `{w}` one unit each, `{us}` `{vs}` lists,
`{cs}` Party committees, `{at}` a unit as a mere place; `{me}` the reporting organ, `{org:…}` an agency by name,
`{province}`. `{n:2-9 lớp}` a figure, `{q:…}` one with «trên», «gần» …; `{a lớp}` a total whose parts `{a1 …}` `{a2 …}`
add up; `{k:us đơn vị}` the length of a list. `{on}` `{on-on}` days of the month, `{month}` `{last}` `{next}` `{year}`
`{quarter}` `{half}`, `{day:…}`, `{years:…}`; `{dur}` a number of years, `{pct}`, `{all}` «100%», `{money}`. `{own:KH}` a numbered paper of the
organ, `{list:CV}` some in a row. `{^}` calls the phrase's next note.

Acts are «slot directive status»; with `?` where good readers may differ. The directive `own` is the organ's own paper,
`ethics` 05-CT/TW.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with slots, who did what in it, its footnotes, and who writes it (`party`, `state`), or `ethics`: on 05-CT/TW."""

    text: str
    acts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    side: str = ""


P = Phrase

# I. What was directed, taught and put into plans.
LEADERSHIP = (
    P(
        "Ngay sau khi có {d+}, {me} đã xây dựng {own:KH} và tổ chức {n:1-4 hội nghị} quán triệt tới {n:400-2900 cán bộ, đảng viên}; "
        "đến hết {month}, {us} đã ban hành văn bản cụ thể hóa, phân công từng đồng chí cấp ủy viên phụ trách.{^}",
        ("me d implemented", "us d implemented"),
        (
            "Trong đó có {a cán bộ, đảng viên} dự trực tiếp, gồm {a1 đồng chí} ở khối cơ quan, {a2 đồng chí} ở khối trường học và {a3 đồng chí} ở địa bàn dân cư.",
        ),
        "party",
    ),
    P(
        "{us} đã hoàn tất việc cụ thể hóa {d} bằng chương trình hành động sát với tình hình thực tế, có phân công rõ người, rõ việc, rõ thời gian.",
        ("us d implemented",),
    ),
    P(
        "Việc sơ kết {dur} năm thực hiện {d+} được {us} tiến hành nghiêm túc, đúng hướng dẫn, báo cáo gửi về trước ngày {on}.",
        ("us d implemented",),
    ),
    P(
        "Trong khi {us} đã đưa nội dung {d} vào nghị quyết lãnh đạo hằng tháng thì {vs} vẫn chưa xây dựng được kế hoạch thực hiện.",
        ("us d implemented", "vs d not_implemented"),
    ),
    P(
        "Ngoại trừ {vs} chưa gửi kế hoạch, các đơn vị còn lại đã triển khai xong {d.} theo đúng tiến độ.",
        ("vs d not_implemented",),
    ),
    P(
        "Đối với {d+}: {u} đã phê duyệt đề án; {v} đang lấy ý kiến góp ý vào dự thảo kế hoạch; riêng {w} chưa triển khai.",
        ("u d implemented", "v d in_progress", "w d not_implemented"),
    ),
    P(
        "{d+} được {us} triển khai bằng nhiều cách làm sáng tạo, gắn với nhiệm vụ chuyên môn của từng cơ quan, đơn vị.",
        ("us d implemented",),
    ),
    P("Điển hình trong việc triển khai {d} là {us}.", ("us d implemented",)),
    P(
        "Hiện nay {us} đang khẩn trương hoàn thiện dự thảo kế hoạch thực hiện {d+} để trình cấp có thẩm quyền xem xét.",
        ("us d in_progress",),
    ),
    P("{u} mới dừng ở khâu rà soát, tổng hợp số liệu phục vụ tổng kết {dur} năm thực hiện {d}.", ("u d in_progress",)),
    P("Công tác chuẩn bị tổng kết {d+} đang được {us} triển khai theo lộ trình đã đề ra.", ("us d in_progress",)),
    P(
        "Đáng lưu ý, {us} đến nay vẫn chưa ban hành kế hoạch thực hiện {d}, mặc dù đã được đôn đốc nhiều lần bằng văn bản.",
        ("us d not_implemented",),
    ),
    P("Còn {k:us đơn vị} chưa tổ chức hội nghị học tập, quán triệt {d} là {us}.", ("us d not_implemented",)),
    P(
        "Việc cụ thể hóa {d} chưa được {us} quan tâm đúng mức, đến ngày {on} không có văn bản nào được ban hành.",
        ("us d not_implemented",),
    ),
    P("{us} triển khai {d} còn chậm so với yêu cầu.", ("us d in_progress ?",)),
    P(
        "Từ ngày {on-on}, Đoàn kiểm tra của {me} tiến hành kiểm tra việc lãnh đạo, chỉ đạo và tổ chức thực hiện {d} đối với {us}.",
        ("us d monitored",),
    ),
    P(
        "{me} thành lập {n:2-4 đoàn} giám sát chuyên đề việc thực hiện {d+} tại {us}; qua giám sát đã chỉ ra {n:5-19 hạn chế} cần khắc phục.",
        ("us d monitored",),
    ),
    P(
        "Qua khảo sát tại {us} về tình hình thực hiện {d}, công tác lãnh đạo, chỉ đạo cơ bản bảo đảm yêu cầu.",
        ("us d monitored", "us d implemented ?"),
        (),
        "party",
    ),
    P(
        "{org:Ủy ban Kiểm tra Tỉnh ủy} thông báo kết luận giám sát đối với {u} về việc thực hiện {d}.",
        ("u d monitored",),
    ),
    P("{me} đã tham mưu, trình ban hành {own:KH} nhằm thực hiện {d+}.", ("me d implemented",)),
    P(
        "Căn cứ {own:HD}, {us} đã mở {n:2-14 lớp} phổ biến nội dung {d} cho {n:120-1900 lượt người}.",
        ("us d implemented",),
    ),
    P(
        "Thực hiện {d.}, {u} mở {n:2-6 lớp} tập huấn; {v} duy trì {n:3-12 mô hình} tự quản; {w} hỗ trợ {n:5-90 hộ} thoát nghèo.",
        ("u d implemented", "v d implemented", "w d implemented"),
    ),
    P(
        "{us} tiếp tục duy trì nền nếp việc đăng ký làm theo trong thực hiện {d}, mỗi chi bộ chọn ít nhất {n:1-3 việc} cụ thể để làm.",
        ("us d implemented",),
        (),
        "party",
    ),
    P("Cùng với việc thực hiện {d}, {me} chỉ đạo lồng ghép với {e}.", ("me d implemented ?", "me e implemented ?")),
    P(
        "Việc học tập {de} được tổ chức theo hình thức trực tiếp kết hợp trực tuyến tại {n:12-190 điểm cầu}.",
        ("me d implemented ?", "me e implemented ?"),
    ),
    P(
        "Thực hiện {d+}, đến nay {k:us đơn vị} đã tổ chức xong hội nghị tổng kết, gồm: {us}; {vs} xin lùi thời gian do chưa hoàn thành báo cáo.",
        ("us d implemented", "vs d not_implemented ?", "vs d in_progress ?"),
    ),
    P(
        "{me} ban hành {own:KH} tổng kết {d+}; chỉ đạo {us} tổ chức tổng kết ở cấp mình trước ngày {on}.",
        ("me d implemented", "us d planned ?", "us d in_progress ?", "us d implemented ?"),
    ),
    P("Không có đơn vị nào để xảy ra vi phạm trong quá trình thực hiện {d}.", ("me d implemented ?",)),
    P(
        "Nhận thức của một số cấp ủy về {d} chưa sâu; cá biệt tại {u}, việc sinh hoạt chuyên đề về nội dung này chưa được thực hiện.",
        ("u d not_implemented",),
        (),
        "party",
    ),
    P(
        "Bên cạnh những kết quả đạt được, một số nơi chưa bố trí kinh phí thực hiện {d}, cụ thể là {us}.",
        ("us d not_implemented",),
    ),
    P(
        "Theo báo cáo của {u}, đơn vị này đã rà soát, bổ sung kế hoạch thực hiện {d.}, đồng thời dự kiến sơ kết vào {quarter}.",
        ("u d implemented", "u d planned ?"),
    ),
    P(
        "{u} và {v} cùng hoàn thành đợt sinh hoạt chính trị về {d}; chưa hoàn thành có {w}.",
        ("u d implemented", "v d implemented", "w d not_implemented"),
        (),
        "party",
    ),
    P(
        "Sau {dur} năm thực hiện {d+}, {us} đã chuyển biến rõ nét cả về nhận thức và hành động.",
        ("us d implemented ?",),
    ),
    P(
        "Việc {d:subject} được {us} duy trì thành nền nếp; còn {vs} chưa đăng ký nội dung làm theo.",
        ("us d implemented", "vs d not_implemented"),
        (),
        "ethics",
    ),
    P(
        "Chuyên đề {year} về {d:subject} đã được {us} triển khai tới từng chi bộ, riêng {v} đang biên soạn tài liệu.",
        ("us d implemented", "v d in_progress"),
        (),
        "ethics",
    ),
    P("Đã có {n:6-19 chi bộ, đảng bộ} trực thuộc sơ kết {d.}, sớm nhất là {us}.", ("us d implemented",), (), "party"),
    P(
        "Phong trào làm theo gương Bác gắn với {d} lan tỏa rộng; {u} xây dựng {n:4-40 mô hình} “dân vận khéo”, {v} biểu dương {n:3-60 gương} điển hình.",
        ("u d implemented", "v d implemented", "u ethics implemented ?", "v ethics implemented ?"),
        (),
        "party",
    ),
)

# Phrases for organs without units below them, and for any organ about itself.
OWN_WORK = (
    P("{me} đã tổ chức hội nghị phổ biến {d+} với {n:40-700 đại biểu} tham dự.", ("me d implemented",)),
    P("{me} xây dựng {own:KH} sơ kết {dur} năm thực hiện {d}.", ("me d implemented",)),
    P("Đến nay {me} chưa tổ chức tổng kết {d} do còn chờ hướng dẫn của cấp trên.", ("me d not_implemented",)),
    P("{me} đang dự thảo báo cáo tổng kết {dur} năm thực hiện {d+}.", ("me d in_progress",)),
    P("Trong {quarter}, {me} đã phát hành {own:BC} kết quả thực hiện {d.}.", ("me d implemented",)),
    P(
        "Thực hiện {d.} và {own:CV}, {me} đã kiện toàn tổ công tác gồm {n:5-15 thành viên}.",
        ("me d implemented", "me own implemented ?"),
    ),
    P("{all} cán bộ, đảng viên của {me} ký cam kết thực hiện {d}.", ("me d implemented",)),
)

# II. Results with figures, places and dates, in which nobody carries out a directive.
RESULTS = (
    P("Toàn {area} mở được {a lớp} bồi dưỡng với {b học viên}.{^}", (), ("Cụ thể: {a1 lớp} nhận thức về Đảng với {b1 học viên}; {a2 lớp} đảng viên mới với {b2 học viên}; {a3 lớp} cập nhật kiến thức với {b3 học viên}.",)),
    P("Kết nạp {a đảng viên}{^}, nâng tổng số lên {n:2100-64000 đảng viên}.", (), ("Trong đó: {a1 đồng chí} thuộc khối nông thôn, {a2 đồng chí} khối trường học, {a3 đồng chí} lực lượng vũ trang.",), "party"),
    P("Bộ phận tiếp công dân đón {n:20-300 lượt công dân}, nhận {a đơn} ({a1 đơn khiếu nại}, {a2 đơn tố cáo}, {a3 đơn kiến nghị, phản ánh}); đã giải quyết xong {n:3-30 đơn}."),
    P("Cuộc thi trực tuyến tìm hiểu truyền thống quê hương, từ ngày {on-on}, thu hút {q:1200-98000 lượt người} tham gia, ban tổ chức trao {a giải}, gồm {a1 giải nhất}, {a2 giải nhì} và {a3 giải ba}."),
    P("Hội nghị diễn ra tại hội trường trung tâm {at}, có {n:60-450 đại biểu} về dự và {n:6-14 ý kiến} phát biểu."),
    P("Vụ sạt lở trên Quốc lộ 37 đoạn qua {at} ngày {on} làm {n:1-9 ngôi nhà} bị hư hỏng, ước thiệt hại {money}."),
    P("Phối hợp với {org:Sở Giáo dục và Đào tạo}, {org:Tỉnh đoàn} tổ chức {n:3-9 cuộc thi}, có {q:900-14000 học sinh} hưởng ứng."),
    P("Dịp kỷ niệm 79 năm Quốc khánh ({range:1945-09-02:2024-09-02}), toàn {area} treo {n:300-2900 băng rôn}, phát sóng {n:20-160 tin, bài}."),
    P("Thu ngân sách trên địa bàn đạt {money}, bằng {pct} dự toán giao; giải ngân vốn đầu tư công đạt {pct} kế hoạch.", (), (), "state"),
    P("Trong {month}, diện tích gieo trồng đạt {n:120-4200 ha}; đàn gia súc chính có {n:2300-98000 con}, tăng {pct} so với cùng kỳ.", (), (), "state"),
    P("Tổ chức trao tặng {n:10-300 suất quà} cho gia đình chính sách tại {at}, trị giá {money}."),
    P("Chấm điểm thi đua {quarter} cho {n:9-40 tập thể}; khen thưởng {a tập thể}, {b cá nhân}{^}.", (), ("Cấp tỉnh khen {a1 tập thể}, {b1 cá nhân}; cấp huyện khen {a2 tập thể}, {b2 cá nhân}; còn lại {a3 tập thể}, {b3 cá nhân} được khen ở cơ sở.",)),
    P("Chuyên mục của {org:Báo {pname}} đăng {n:15-90 tin, bài}; Trang thông tin điện tử có {q:10000-890000 lượt truy cập}, bình quân mỗi ngày {q:300-9000 lượt}."),
    P("Số thuê bao internet đạt {n:1000-99000 thuê bao}, tỷ lệ phủ sóng {pct}.", (), (), "state"),
    P("Kỳ họp thứ 15 Hội đồng nhân dân đã thông qua {n:4-29 nghị quyết}; Điều 7 của Quy chế được sửa đổi cho phù hợp.", (), (), "state"),
    P("Toàn {area} còn {n:100-9000 hộ nghèo}, chiếm {pct}; giảm {n:20-900 hộ} so với {last}."),
    P("Đã in, cấp phát {a cuốn}{^} bản tin thông báo nội bộ tới các chi bộ.", (), ("Các xã vùng cao {a1 cuốn}, vùng thấp {a2 cuốn}, khối cơ quan {a3 cuốn}.",), "party"),
    P("Theo {own:BC}, có {n:11-98 vụ việc} phức tạp được giải quyết dứt điểm ngay từ cơ sở."),
    P("Đoàn công tác của {org:Ban Dân vận Tỉnh ủy} đã thăm, nắm tình hình tại {at} và {at}."),
    P("Các bộ, ngành đã tiếp nhận {n:2-25 kiến nghị} của cử tri {at}; {n:1-9 kiến nghị} đang được xem xét."),
    P("Thực hiện chế độ thông tin, trong tháng đã phát hành {k:list báo cáo}{^} gửi cấp trên.", (), ("Gồm: {list:BC}.",)),
    P("Văn phòng đã tham mưu ban hành {a văn bản}, gồm: {a1 báo cáo}; {a2 kế hoạch}; {a3 công văn}{^}.", (), ("Tiêu biểu: {list:CV}.",)),
    P("Tai nạn giao thông xảy ra {n:1-9 vụ}, làm {n:1-9 người} bị thương, so với cùng kỳ giảm {n:1-4 vụ}.", (), (), "state"),
    P("Tổng số {n:20-99 đảng bộ, chi bộ} cơ sở đã hoàn thành việc đại hội nhiệm kỳ {years:2022-2025}, đúng tiến độ đề ra.", (), (), "party"),
    P("Đội văn nghệ quần chúng của {at} đạt giải nhì toàn đoàn, {at} xếp thứ ba."),
    P("Có {words:20 xã} được công nhận đạt chuẩn nông thôn mới, {n:2-6 xã} đạt chuẩn nâng cao."),
    P("Nhân dân hiến {q:2000-90000 m2 đất}, đóng góp {n:1000-20000 ngày công} làm đường giao thông nông thôn."),
    P("Giới thiệu {n:4-30 quần chúng} ưu tú học lớp nhận thức về Đảng, khai giảng ngày {on}."),
    P("Trên không gian mạng, lực lượng nòng cốt đăng {n:200-9000 bài viết}, chia sẻ {q:1000-50000 lượt}, gỡ bỏ {n:3-80 bài} xấu độc."),
    P("Thường trực {short?} làm việc với {at} về tiến độ giải phóng mặt bằng, yêu cầu bàn giao xong trước ngày {on}."),
    P("Đồng chí Bí thư thứ 2 tặng hoa chúc mừng; khóa học kéo dài 05 ngày, kết thúc ngày {on}."),
    P("Bệnh viện đa khoa tiếp nhận {n:900-9000 lượt khám}, trong đó điều trị nội trú {n:100-900 bệnh nhân}.", (), (), "state"),
    P("Công tác cán bộ được thực hiện theo Điều lệ và {d.}; điều động {n:1-9 đồng chí}, bổ nhiệm lại {n:1-9 đồng chí}.", (), (), "party"),
)  # fmt: skip

# III. What is still to do.
PLANS = (
    P("Tiếp tục lãnh đạo, chỉ đạo thực hiện có hiệu quả {d+}.", ("me d planned ?",)),
    P("Chỉ đạo {us} hoàn thành việc xây dựng kế hoạch thực hiện {d} trước ngày {on+}.", ("us d planned", "me d planned ?")),
    P("Tổ chức kiểm tra việc thực hiện {d} tại {us} trong {next}.", ("us d planned ?", "us d monitored ?", "me d planned ?")),
    P("{me} sẽ tham mưu tổ chức tổng kết {dur} năm thực hiện {d+}, dự kiến trong {quarter}.", ("me d planned",)),
    P("Đôn đốc {us} khắc phục tồn tại, sớm tổ chức quán triệt {d}.", ("us d planned", "me d planned ?")),
    P("Chuẩn bị nội dung sơ kết {half} công tác xây dựng Đảng và nhiệm vụ {half2}.", (), (), "party"),
    P("Mở thêm {n:2-5 lớp} bồi dưỡng nghiệp vụ cho {n:80-400 cán bộ} cơ sở."),
    P("Phối hợp với {org:Sở Thông tin và Truyền thông} quản lý tốt hoạt động báo chí trên địa bàn {province}."),
    P("Phấn đấu đến hết {year} kết nạp {n:40-400 đảng viên}, giảm {n:30-300 hộ nghèo}."),
    P("Ban hành kế hoạch tuyên truyền đại hội đảng bộ các cấp nhiệm kỳ {years:2025-2030}.", (), (), "party"),
    P("Yêu cầu {u} báo cáo kết quả triển khai {d.}; {v} xây dựng xong chương trình hành động.", ("u d planned ?", "v d planned")),
    P("Phát động đợt thi đua cao điểm từ ngày {on+-on} chào mừng các ngày lễ lớn của đất nước."),
)  # fmt: skip

EVALUATION = (
    "Nhìn chung, các nhiệm vụ đề ra cơ bản hoàn thành; nội bộ đoàn kết, Nhân dân tin tưởng vào sự lãnh đạo của Đảng.",
    "Đánh giá chung, công tác lãnh đạo, chỉ đạo có trọng tâm, trọng điểm; tuy nhiên chế độ báo cáo của một số nơi chưa đều.",
    "Khó khăn lớn nhất hiện nay là kinh phí hoạt động còn hạn hẹp, cán bộ cơ sở kiêm nhiệm nhiều việc.",
)

HEADINGS = {
    "lead": ("Công tác lãnh đạo, chỉ đạo", "Về quán triệt và triển khai các nghị quyết, chỉ thị", "Công tác chính trị, tư tưởng"),
    "results": ("Kết quả thực hiện các mặt công tác", "Kết quả trên các lĩnh vực", "Một số kết quả cụ thể"),
    "limits": ("Đánh giá chung", "Ưu điểm, hạn chế", "Nhận xét, đánh giá"),
    "plans": ("Phương hướng, nhiệm vụ {next_bare}", "Nhiệm vụ trọng tâm {next_bare}", "Một số nhiệm vụ trọng tâm thời gian tới", "Phương hướng nhiệm vụ tháng tới"),
}  # fmt: skip

PARTS = {
    "lead": ("Công tác học tập, quán triệt", "Việc thực hiện các nghị quyết, chỉ thị của Trung ương và của tỉnh", "Công tác kiểm tra, giám sát"),
    "results": ("Công tác tổ chức, cán bộ", "Công tác tuyên truyền", "Kinh tế - xã hội", "Công tác dân vận", "Văn hóa - xã hội", "Quốc phòng, an ninh"),
}  # fmt: skip

OWN_SUBJECTS = (
    "triển khai nhiệm vụ công tác tháng",
    "nắm tình hình Nhân dân",
    "tăng cường thông tin cơ sở",
    "tổ chức hội nghị báo cáo viên",
    "rà soát, bổ sung quy hoạch cán bộ",
    "bảo đảm an ninh trật tự dịp lễ",
)
