"""The sentences of the pages in English, beside those of the command line: «Tra cứu» is “Search”."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.messages import Words

ENGLISH: Mapping[str, str] = {
    "Tới nội dung": "Skip to content", "Các trang": "Pages", "Tổng quan": "Overview", "Báo cáo": "Reports",
    "Theo dõi thực hiện": "Compliance", "Tra cứu": "Search", "Soát số liệu": "Audit", "Đến hạn": "Due",
    "Nộp báo cáo": "Submit", "Đăng nhập": "Log in", "Đăng xuất": "Log out", "Tên người dùng": "User name",
    "Mật khẩu": "Password", "Quên mật khẩu thì hỏi người quản trị.": "Forgot it? Ask the administrator.",
    "Tên hoặc mật khẩu không đúng.": "Wrong name or password.",
    "Nhập sai mật khẩu quá nhiều lần. Hãy thử lại sau 15 phút.":
        "Too many wrong passwords. Try again in 15 minutes.",
    "Đang có nhiều người đăng nhập cùng lúc. Hãy thử lại sau ít giây.":
        "Many are logging in at once. Try again in a few seconds.",
    "Phiên đăng nhập đã hết. Hãy đăng nhập lại.": "The session has ended. Log in again.",
    "Người dùng": "Users", "xem": "viewer", "soát và nộp": "reviewer", "quản trị": "administrator",
    "Thêm, khóa, xóa người dùng và đổi mật khẩu bằng lệnh:": "Add, disable, remove users and change passwords with:",
    "Nhật ký": "Audit trail", "Ai": "Who", "Việc": "Action", "mọi việc": "all actions", "Lúc": "When (UTC+7)",
    "Với gì": "On what", "Sau đó": "After", "Từ địa chỉ": "From address",
    "Không làm được": "This cannot be done", "Về trang đầu": "Back to the overview",
    "trước": "previous", "sau": "next", "Kho chưa có báo cáo nào.": "There is no report yet.", "tệp": "files",
    "chỗ không khớp chưa kết luận": "mismatches to decide", "trong {n} báo cáo": "in {n} reports",
    "Báo cáo theo tháng": "Reports by month",
    "Việc đã hứa": "Promises", "mọi kết quả": "any outcome",
    "Không thấy nhắc lại không có nghĩa là chưa làm.": "Not heard of again does not mean not done.",
    "Còn {n} việc nữa: hãy thu hẹp theo đơn vị, văn bản hoặc kết quả.":
        "{n} more tasks: narrow down by unit, document or outcome.",
    "Chưa nộp báo cáo": "Reports not sent", "Tệp đã gặp": "Files", "Không có tệp nào.": "No files.",
    "Kết quả đọc {n} tệp": "What became of {n} files", "số báo cáo đã gửi": "reports sent",
    "{n} chỗ do đối chiếu giữa các báo cáo": "{n} by comparing reports",
    "cơ quan chưa nộp báo cáo {period}": "organs owe the report of {period}",
    "văn bản đến hạn sơ kết, tổng kết năm {year}": "reviews due in {year}",
    "Sắp đến hạn sơ kết, tổng kết": "Reviews due next",
    "Đơn vị nào đã gửi báo cáo": "Who has reported", "chưa có báo cáo": "no report yet",
    "Tên tệp, tiêu đề, số hiệu, cơ quan": "File name, title, symbol, issuer", "Lọc": "Filter",
    "Không có báo cáo nào.": "No reports.", "Tiêu đề": "Title", "Ngày": "Date", "Xem": "Show",
    "Văn bản đến hạn sơ kết, tổng kết": "Reviews that are due", "Chú giải": "Legend", "Thực hiện": "Compliance",
    "Tệp gốc đã đổi hoặc không còn ở chỗ cũ nên không có hình trang; chữ và số liệu vẫn như lúc nạp.":
        "The original file has changed or moved, so there are no page pictures; text and facts are as they were read.",
    "Cấp": "Level", "mọi cấp": "all levels", "cấp tỉnh": "province", "cấp huyện": "district",
    "cấp xã": "commune", "thôn, tổ dân phố": "village", "cơ quan": "agency", "Trạng thái": "Status",
    "mọi trạng thái": "any status", "Nhìn từ ngày": "As of", "Tải bảng tính": "Spreadsheet",
    "Tổng hợp số liệu": "Series",
    "«·» là kỳ không có báo cáo nào nêu, không phải số không; «|» là nêu khác nhau.":
        "“·” is a period of which no report tells, not nought; “|” parts values that differ.",
    "Chọn một ô để xem căn cứ.": "Choose a cell to see its evidence.", "Trước đó": "Before",
    "Từ, \"cụm từ\" hoặc số, ký hiệu; có dấu hoặc không dấu": "Words, a \"phrase\" or a symbol; diacritics optional",
    "mọi loại": "any type", "Tìm": "Search", "mục": "section", "Thu hẹp": "Narrow down",
    "Đếm trong các đoạn đang xem.": "Counted in the passages shown.",
    "Chưa có số liệu nào để soát.": "Nothing to audit.",
    "Chưa kết luận": "Undecided", "Không khớp": "Mismatches", "Chưa kiểm tra được": "Unverifiable",
    "{stated} số liệu; đối chiếu được {checked}; trong đó {held} khớp":
        "{stated} figures; {checked} checked; {held} hold",
    "chỗ sau, chỗ trước": "next, previous", "xác nhận là sai": "confirm", "đã có giải thích": "explained",
    "mở trang": "open the page", "Người soát": "Reviewer", "Không có chỗ nào không khớp.": "No mismatches.",
    "Báo cáo tiếp theo có chỗ không khớp": "Next report with mismatches", "Ghi chú": "Note",
    "Xác nhận là sai": "Confirm", "Đã có giải thích": "Explained", "Bỏ qua": "Dismiss", "Để ngỏ": "Reopen",
    "Tệp PDF, Word (.docx, .doc, .rtf)": "PDF or Word files (.docx, .doc, .rtf)", "Nộp": "Submit",
    "Nhiều nhất {n} tệp một lần. Tệp được giữ cạnh kho, không gửi đi đâu.":
        "At most {n} files at a time. They are kept beside the store and sent nowhere.",
    "Nộp thêm": "Submit more", "Xem lại": "Look again", "Đã xong.": "Done.", "xem báo cáo": "show the report",
    "bắt buộc": "required",
    "Ngày ban hành": "Issued on", "Trích yếu": "Subject", "Mã văn bản": "Directive id", "Loại mốc": "Kind of date",
    "Từ ngày": "From", "Đến ngày": "To", "Giá trị": "Value", "Đối tượng đếm": "What is counted", "Mức độ": "Qualifier",
    "Việc đã làm": "Activity", "ngày": "day", "tháng": "month", "quý": "quarter", "nửa năm": "half year", "năm": "year",
    "nhiều năm": "years", "khoảng thời gian": "range", "quán triệt, phổ biến": "disseminated",
    "ban hành kế hoạch, văn bản": "issued a plan", "tuyên truyền": "propagated", "đăng ký mô hình": "registered models",
    "sơ kết, tổng kết": "reviewed", "kiểm tra, giám sát": "supervised", "việc khác": "other",
    "Vì sao sửa": "Why", "Người sửa": "Who corrects", "Sửa": "Correct", "Bỏ": "Reject", "Đóng": "Close",
    "Thêm dữ kiện": "Add a fact", "Thêm": "Add", "Hoàn tác": "Undo", "Đã sửa": "Corrected", "Đã bỏ": "Rejected",
    "Thêm vào": "Added", "đã sửa": "corrected", "theo chỗ sửa ở": "follows from the correction at",
    "Từ ký tự": "From character", "Đến ký tự": "To character", "Loại dữ kiện": "Kind of fact",
    "Chỗ đã sửa": "Corrections", "Mọi chỗ đã sửa trong kho": "All corrections of the archive",
    "Bấm vào một dữ kiện để sửa; bôi đen chữ để thêm.": "Click a fact to correct it; select words to add one.",
}  # fmt: skip


class PageWords(Words):
    """The sentences of the pages, and all others."""

    def __call__(self, sentence: str, **named: object) -> str:
        """The sentence in this language, with what it names filled in."""
        if self.language == "en" and sentence in ENGLISH:
            told = ENGLISH[sentence]
            return told.format(**named) if named else told
        return Words.__call__(self, sentence, **named)
