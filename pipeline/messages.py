"""What the program says, in Vietnamese or English, and text of others made safe to print: «Đã đọc 3 báo cáo»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import regex

Language = Literal["vi", "en"]

# Terminal commands hide in control characters, and letters that turn the reading order hide what is written.
_UNPRINTABLE = regex.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

# The Vietnamese sentence is the key; English stands beside it.
_ENGLISH: Mapping[str, str] = {
    "Đọc báo cáo của cơ quan Đảng, Nhà nước thành bảng số liệu.":
        "Read the reports of Vietnamese Party and State offices into tables.",
    "nạp tệp và thư mục (kể cả thư mục con)": "read files and folders, recursively",
    "theo dõi thư mục: tệp mới về thì nạp, cho đến khi dừng":
        "watch folders: read what arrives, until it is stopped",
    "thư mục cần theo dõi, kể cả thư mục con và ổ mạng":
        "a folder to watch, with the folders in it; network shares too",
    "số giây một tệp phải giữ nguyên thì mới đọc (%(default)s)":
        "how many seconds a file must stay as it is before it is read (%(default)s)",
    "số giây giữa hai lần xem lại toàn bộ, cho ổ mạng không báo tệp mới (%(default)s)":
        "seconds between two looks at everything, for shares that do not tell of new files (%(default)s)",
    "đọc những gì đang có rồi dừng, không chờ tệp mới": "read what is there and end, without waiting for more",
    "Đang theo dõi: {folders}. Dừng bằng Ctrl-C.": "Watching: {folders}. Ctrl-C stops.",
    "vẫn đang thay đổi, để lần sau: {path}": "still changing, left for the next run: {path}",
    "vẫn chưa ngừng thay đổi, chờ tiếp: {path}": "does not stop changing, waiting: {path}",
    "Đã dùng lại được kho.": "The store can be used again.",
    "Chưa dùng được kho, sẽ thử lại: {why}": "The store cannot be used, will try again: {why}",
    "Không thấy thư mục nữa, chờ đến khi có lại: {path}": "The folder is gone, waiting until it is back: {path}",
    "Đã thấy lại thư mục: {path}": "The folder is back: {path}",
    "Hệ thống không báo tệp mới ({why}); vẫn xem lại thư mục mỗi {n:g} giây.":
        "The system does not tell of new files ({why}); the folders are looked at every {n:g} seconds.",
    "tệp, thư mục, hoặc địa chỉ như s3://…": "file, folder, or URL such as s3://…",
    "đã nạp những gì, chưa nạp được gì và vì sao": "what was read, what was not and why",
    "chỉ liệt kê các tệp chưa đọc được": "list only the files that could not be read",
    "đọc lại cả những tệp lần trước không đọc được": "try again what could not be read before",
    "số tiến trình đọc (mặc định: số nhân máy)": "how many processes read (default: as many as processors)",
    "nhận dạng chữ trên trang quét": "recognise scanned pages",
    "đọc trên máy này, hay bằng Dask": "read on this machine, or by Dask",
    "bộ điều phối Dask có các máy đọc": "the Dask scheduler that the reading machines work for",
    "số giây nhiều nhất để đọc một tệp, không kể nhận dạng chữ":
        "the most seconds that a file may take, recognition of pages left out",
    "soát kho: có hỏng, có thiếu, tệp gốc có đổi không": "check the store against itself and against the files",
    "Kho nguyên vẹn: {documents} báo cáo, {files} tệp đã soát.":
        "All is well: {documents} reports, {files} files checked.",
    "Có {n} chỗ hỏng hoặc đã đổi:": "{n} things are damaged or changed:",
    "Trong kho:": "In the store:",
    "Tệp gốc:": "Files:",
    "Máy này không chặn được mạng cho các tiến trình đọc tệp: chỉ nạp tệp tin cậy.":
        "This machine cannot keep the network from the processes that read files: ingest trusted files only.",
    "còn lại": "left",
    "tệp/giây": "files/s",
    "xem một báo cáo": "show one report",
    "mã báo cáo, phần đầu của mã, hoặc tên tệp": "a report's id, the beginning of one, or a file's name",
    "xuất mọi bảng ra tệp": "write all tables to files",
    "so hai lần đọc cùng một kho: thêm, mất, đổi những gì":
        "compare two extractions of one archive: what was gained, lost and altered",
    "lần trước: địa chỉ kho, hoặc thư mục xuất kiểu jsonl": "the old one: a store's URL, or a folder exported as jsonl",
    "lần sau, ghi như lần trước (mặc định: --store)": "the new one, told in the same way (default: --store)",
    "chỉ bảng này (lặp được)": "only this table (may be repeated)",
    "số chỗ in ra (%(default)s)": "how many differences to print (%(default)s)",
    "ghi mọi chỗ ra tệp .csv hoặc .xlsx": "write all of them to a .csv or .xlsx file",
    "Không có bảng «{table}»: chọn {known}.": "There is no table “{table}”: choose from {known}.",
    "Thay đổi": "Change", "Bảng": "Table", "Cột": "Column", "Trước": "Was", "Sau": "Now",
    "Đã ghi ra {path}": "Written to {path}",
    "Trong đó do người chỉnh sửa: {n}": "Of them by corrections: {n}",
    "chỉnh sửa {correction}": "correction {correction}",
    "Hai lần đọc cho cùng kết quả.": "Both extractions are the same.",
    "thêm": "gained", "mất": "lost", "đổi": "altered", "cộng": "all", "Cộng": "All",
    "Còn {n} chỗ nữa, xem bằng --limit hoặc --to.": "{n} more: use --limit or --to.",
    "mở các trang trong trình duyệt": "the pages in a browser",
    "tên máy mà người dùng gõ vào trình duyệt (lặp được)": "a host name that browsers ask for (may be repeated)",
    "tin X-Forwarded-For, -Proto từ máy chuyển tiếp này": "trust X-Forwarded-For, -Proto from this reverse proxy",
    "không hỏi mật khẩu, chỉ khi mở trên máy này": "ask for no password, on this machine only",
    "tên người soát khi không đăng nhập": "who decides where nobody logs in",
    "ai được dùng các trang, với vai trò nào": "who may use the pages, in which role",
    "việc cần làm": "what to do", "tên người dùng": "the user's name",
    "xem (viewer), soát và nộp (reviewer), quản trị (admin)":
        "read (viewer), decide and submit (reviewer), administer (admin)",
    "đọc mật khẩu từ đầu vào, không hỏi": "read the password from standard input, ask nothing",
    "Hãy ghi tên người dùng.": "Name the user.",
    "Hãy ghi vai trò: --role viewer, reviewer hoặc admin.": "Give the role: --role viewer, reviewer or admin.",
    "Đã thêm người dùng «{name}».": "User “{name}” added.",
    "Đã xóa người dùng «{name}»; phiên đăng nhập của người này đã hết.": "User “{name}” removed and logged out.",
    "Đã đổi mật khẩu của «{name}»; người này phải đăng nhập lại.": "New password for “{name}”, who must log in again.",
    "Đã đổi vai trò của «{name}».": "“{name}” has another role.",
    "Đã khóa «{name}»; phiên đăng nhập của người này đã hết.": "“{name}” disabled and logged out.",
    "Đã mở khóa «{name}».": "“{name}” enabled.",
    "Mã truy cập API của «{name}», chỉ hiện một lần. Gửi trong đầu mục: Authorization: Bearer MÃ":
        "The API token of “{name}”, shown only once. Send it as: Authorization: Bearer TOKEN",
    "Đã thu hồi mã truy cập của «{name}».": "The token of “{name}” is revoked.",
    "Chưa có người dùng nào: các trang chỉ mở trên máy này, không hỏi mật khẩu.":
        "No users yet: the pages open on this machine only, without a password.",
    "đã khóa": "disabled", "Tên": "Name", "Vai trò": "Role", "Từ ngày": "Since",
    "ai đã đổi gì, khi nào, từ đâu": "who changed what, when, and from where",
    "chỉ việc của người này": "only what this person did", "chỉ việc loại này": "only actions of this kind",
    "số dòng (%(default)s)": "how many lines (%(default)s)",
    "--action là một trong: {actions}": "--action is one of: {actions}",
    "kết luận về một chỗ": "decided a finding", "sửa một dữ kiện": "corrected a fact",
    "thêm một dữ kiện": "added a fact", "bác một dữ kiện": "rejected a fact", "bỏ một chỗ sửa": "undid a correction",
    "nộp tệp": "submitted files", "đăng nhập": "logged in", "đăng nhập không được": "failed to log in",
    "đăng xuất": "logged out", "thêm người dùng": "added a user", "xóa người dùng": "removed a user",
    "khóa người dùng": "disabled a user", "mở khóa người dùng": "enabled a user", "đổi vai trò": "changed a role",
    "đổi mật khẩu": "changed a password", "cấp mã truy cập": "made a token", "thu hồi mã truy cập": "revoked a token",
    "địa chỉ (%(default)s)": "address (%(default)s)", "cổng (%(default)s)": "port (%(default)s)",
    "{n} lượt; {widened} lượt không trùng ranh giới từ, mở rộng ra cả từ":
        "{n} mentions; {widened} do not begin and end with a word, and were widened",
    "thư mục nhận các tệp": "the folder to write into",
    "kiểu tệp": "kind of file",
    "chia tập dữ liệu Parquet theo năm, mỗi năm một thư mục": "a data set of Parquet files, a folder for each year",
    "--partition chỉ dùng với --format parquet.": "--partition goes with --format parquet only.",
    "kho dữ liệu": "the store",
    "in ra JSON": "print JSON",
    "ngôn ngữ của thông báo": "language of messages",
    "hiện hướng dẫn này": "show this help",
    "Đang đọc": "Reading",
    "Không có báo cáo nào là «{doc}». Xem danh sách: baocao status":
        "No report is “{doc}”. For a list: baocao status",
    "«{doc}» có thể là nhiều báo cáo: {ids}. Hãy ghi rõ mã.":
        "“{doc}” may be several reports: {ids}. Give the id.",
    "Không ghi được ra {path}: {why}": "Cannot write to {path}: {why}",
    "Đã dừng. Những báo cáo đã đọc xong vẫn còn trong kho; chạy lại lệnh để đọc tiếp.":
        "Stopped. What was read is in the store; run the command again to go on.",
    "Lượt này: {files} tệp": "This run: {files} files",
    "đọc được {n}": "{n} read",
    "đọc được một phần {n}": "{n} read in part",
    "trùng {n}": "{n} duplicates",
    "chưa đọc được {n}": "{n} not read",
    "bỏ qua {n}": "{n} skipped",
    "không đổi {n}": "{n} unchanged",
    "Trong kho": "In the store",
    "báo cáo": "reports",
    "trang": "pages",
    "lượt dẫn văn bản": "citations",
    "văn bản được dẫn": "documents cited",
    "số liệu": "figures",
    "trong đó số liệu có thể đối chiếu với cước chú": "of them figures that a footnote can check",
    "mốc thời gian": "dates",
    "lượt nêu tên đơn vị": "mentions of units",
    "Chưa đọc được": "Not read",
    "Đọc được một phần": "Read in part",
    "Bỏ qua": "Skipped",
    "Tệp": "File",
    "Kết quả": "Outcome",
    "Lý do và việc cần làm": "Why, and what to do",
    "Mã": "Id",
    "Đã xuất các bảng ra {path}": "Tables written to {path}",
    "đã đọc": "read",
    "đọc một phần": "read in part",
    "trùng": "duplicate",
    "chưa đọc được": "not read",
    "bỏ qua": "skipped",
    "Kho chưa có tệp nào.": "The store is empty.",
    "Loại văn bản": "Type", "Số, ký hiệu": "Symbol", "Cơ quan ban hành": "Issuer", "Nơi, ngày ban hành": "Place, date",
    "Kỳ báo cáo": "Period", "Nguồn": "Source", "Trang": "Pages", "Phần mở đầu": "Opening",
    "Văn bản": "Documents", "Số liệu": "Figures", "Thời gian": "Dates", "Đơn vị": "Units", "tr.": "p.",
    "chưa rõ là văn bản nào trong: {candidates}": "open between: {candidates}",
    "Kết quả đối chiếu": "Findings",
    "phương hướng": "planned",
    "thiếu {n} trang": "{n} pages missing",
    "(không có tiêu đề)": "(untitled)",
    "soát số liệu: chỗ không khớp nêu trước": "check the figures: mismatches first",
    "mã báo cáo hoặc tên tệp; không ghi thì soát cả kho": "reports by id or file name; without one, all of them",
    "thoát với mã 1 khi có kết quả này": "exit with status 1 where one is found",
    "ghi kết luận của người soát về một chỗ": "write down what a reviewer decided about a finding",
    "mã của kết quả đối chiếu, xem trong baocao audit": "a finding's id, as baocao audit shows it",
    "kết luận": "the decision",
    "tên người soát": "who decides",
    "ghi chú": "a note",
    "Đã ghi kết luận cho {finding}": "Decision written for {finding}",
    "sửa, thêm hoặc bỏ một dữ kiện đã đọc ra; giữ nguyên khi nạp lại":
        "correct, add or reject a fact that was read; it holds when the report is read again",
    "tên người sửa": "who corrects", "vì sao sửa (bắt buộc)": "why (required)",
    "liệt kê dữ kiện của báo cáo và mã của chúng": "list the report's facts with their ids",
    "mã dữ kiện, xem bằng --list": "a fact's id, as --list shows it",
    "thêm một dữ kiện vào bảng này": "add a fact to this table",
    "giá trị đúng (lặp được): issued_on=2016-05-15, value=1862, unit=\"Huyện Mèo Vạc\", status=planned":
        "the right value (may be repeated): issued_on=2016-05-15, value=1862, unit=\"Huyện Mèo Vạc\", status=planned",
    "dữ kiện này sai hẳn: bỏ": "this is no such fact: reject it",
    "chỗ của dữ kiện thêm vào, tính bằng ký tự": "where the added fact stands, in characters",
    "mọi chỗ đã sửa: của ai, vì sao, còn hiệu lực không": "all corrections: whose, why, and whether they still stand",
    "chỉ những chỗ không tìm thấy chỗ cũ": "only those whose old place is not found again",
    "hoàn tác một chỗ sửa": "take a correction back",
    "mã chỗ sửa, xem trong baocao corrections": "a correction's id, as baocao corrections shows it",
    "--add cần --span, ví dụ --span 1200-1240, và không đi với --reject.":
        "--add needs --span, such as --span 1200-1240, and does not go with --reject.",
    "--fact đi với --set (một hay nhiều lần) hoặc với --reject, và không đi với --span.":
        "--fact goes with --set (once or more) or with --reject, and not with --span.",
    "--set {one}: hãy viết FIELD=VALUE, ví dụ issued_on=2016-05-15.":
        "--set {one}: write FIELD=VALUE, such as issued_on=2016-05-15.",
    "Đã ghi chỗ sửa {name}.": "Correction {name} written.",
    "Số dòng mang chỗ sửa này: {told}": "Rows that it changed: {told}",
    "Chưa có chỗ sửa nào.": "No corrections.",
    "sửa": "corrected", "thêm vào": "added", "bỏ": "rejected", "hoàn tác": "undone",
    "đang có hiệu lực": "stands", "không tìm thấy chỗ cũ": "its old place is not found", "đã hoàn tác": "undone",
    "Đã hoàn tác chỗ sửa {name}: dữ kiện lại như máy đọc.": "Correction {name} undone: the fact is what was read.",
    "Báo cáo nêu {n} số liệu": "The report states {n} figures",
    "không có số nào kiểm tra được.": "none could be checked.",
    "kiểm tra được {n}": "{n} could be checked", "{n} khớp": "{n} hold", "{n} không khớp": "{n} do not",
    "{n} là phần của số không khớp": "{n} are parts of those that do not",
    "Cả {reports} báo cáo nêu {n} số liệu": "All {reports} reports state {n} figures",
    "{n} chỗ trong {reports} báo cáo": "{n} places in {reports} reports",
    "Còn {n} báo cáo nữa, xem bằng --limit hoặc ghi tên báo cáo.":
        "{n} more reports: use --limit, or name a report.",
    "{n} báo cáo không có chỗ nào không khớp.": "{n} reports have no mismatch.",
    "Đối chiếu {n} chỗ, cả ngày tháng và văn bản": "{n} relations compared, of dates and documents too",
    "{n} chỗ không khớp": "{n} do not agree", "{n} chỗ chưa kiểm tra được": "{n} unverifiable",
    "{n} chỗ khớp": "{n} agree", "mã": "id", "như trên": "as above", "Khớp: ": "Holds: ",
    "số báo cáo in ra": "how many reports to print", "Khớp ({n}):": "Holds ({n}):",
    "KHÔNG KHỚP": "MISMATCH", "CHƯA KIỂM TRA ĐƯỢC": "UNVERIFIABLE", "Khớp": "Holds",
    "đã xác nhận là sai": "confirmed", "đã được giải thích": "explained", "đã bỏ qua": "dismissed",
    "Phép tính": "Arithmetic", "Câu": "Sentence", "Cước chú": "Footnote", "Kết luận": "Decision",
    "tổng và các phần": "a whole and its parts", "số nêu và số liệt kê": "a figure and what is listed",
    "tổng và cước chú": "a figure and its footnote",
    "số nêu và cước chú liệt kê": "a figure and what its footnote lists",
    "tỷ lệ": "a share", "tổng trong bảng": "a total in a table", "số năm": "years", "kỳ báo cáo": "a reporting period",
    "các kỳ, số nối tiếp": "a series", "khóa, nhiệm kỳ": "a term of office", "phần và toàn thể": "a part of a whole",
    "ngày của cùng một văn bản": "one document's date", "số liệu nêu nhiều lần": "a figure stated more than once",
    "tìm trong mọi báo cáo, gõ có dấu hoặc không dấu": "search all reports, with or without diacritics",
    "từ, \"cụm từ\" hoặc số, ký hiệu văn bản": "words, a \"phrase\", or a document's symbol",
    "chỉ đoạn có nói tới văn bản này": "only passages that cite this document",
    "chỉ đoạn có nói tới đơn vị này": "only passages that name this unit",
    "chỉ văn bản loại này: kế hoạch": "only documents of this type: kế hoạch",
    "chỉ đoạn nói có đơn vị ở trạng thái này": "only passages that tell of a unit with this status",
    "thời gian: 2024, 2024-05 hoặc 2024-01..2024-06": "a period: 2024, 2024-05 or 2024-01..2024-06",
    "số đoạn (%(default)s)": "how many passages (%(default)s)",
    "bỏ qua bao nhiêu đoạn đầu": "how many passages to leave out first",
    "đơn vị nào đã làm gì với văn bản nào": "which unit did what about which document",
    "văn bản (lặp được)": "a document (may be repeated)",
    "đơn vị này và các đơn vị trong đó": "this unit and those within it",
    "chỉ đơn vị cấp này": "only units of this level",
    "nhìn từ ngày này, theo đơn vị sau sáp nhập": "as seen from this day, with units as merged by then",
    "ghi thành bảng tính": "write a spreadsheet",
    "trả lời một bảng hỏi (.xlsx, .csv): đơn vị theo dòng, văn bản theo cột, hoặc danh sách hai cột":
        "answer a sheet of questions (.xlsx, .csv): units down and directives across, or a list of both",
    "Với --from, bảng hỏi nói văn bản và đơn vị nào: bỏ --directive, --unit.":
        "With --from the sheet tells which documents and units: leave out --directive, --unit.",
    "Không thấy câu hỏi nào trong {path}: cần số, ký hiệu văn bản ở dòng đầu và tên đơn vị ở cột bên trái,"
    " hoặc mỗi dòng một đơn vị và một văn bản.":
        "No question found in {path}: it needs symbols of documents in a row and names of units in a column on its "
        "left, or a unit and a document in each row.",
    "Hãy ghi câu trả lời ra một tệp khác: {path} là bảng hỏi.":
        "Write the answers to another file: {path} holds the questions.",
    "Trạng thái": "Status", "Căn cứ": "Evidence", "Ô": "Cell", "Liên kết": "Link", "mở tệp": "open",
    "Đã trả lời {n} ô, {unclear} ô chưa rõ câu hỏi: {path}": "{n} cells answered, {unclear} not understood: {path}",
    "báo cáo không ghi ngày của văn bản": "the report does not date the document",
    "chưa rõ đơn vị: {candidates}": "unit is open between: {candidates}",
    "không biết đơn vị này, có phải: {candidates}": "no such unit, perhaps: {candidates}",
    "không biết đơn vị này": "no such unit",
    "chưa rõ văn bản, hãy ghi đủ số, ký hiệu, ngày: {candidates}":
        "document is open, give symbol and date: {candidates}",
    "không hiểu là văn bản nào": "no document is understood",
    "Đã ghi ma trận ra {path}": "Matrix written to {path}",
    "tổng hợp số liệu: cùng một số liệu qua các đơn vị và các kỳ":
        "series: the same figure over units and periods",
    "biểu kèm theo báo cáo: liệt kê, hoặc xếp một biểu của mọi báo cáo thành một bảng":
        "forms annexed to reports: list them, or stack one form of all reports into a table",
    "biểu nào: Biểu số 01, Phụ lục II": "which form: Biểu số 01, Phụ lục II",
    "Ghi biểu nào? Hãy ghi tên biểu bằng --form.": "Which form? Name it with --form.",
    "Chưa có báo cáo nào kèm biểu.": "No report has a form annexed.", "{n} báo cáo": "{n} reports", "Dòng": "Row",
    "Cột «{name}» chỉ có trong {n}/{total} báo cáo.": "Column “{name}” is in {n} of {total} reports only.",
    "chỉ số liệu tính bằng đơn vị này: lớp, đảng viên": "only figures of this measure: lớp, đảng viên",
    "chỉ số liệu có các từ này: lớp bồi dưỡng": "only figures with these words: lớp bồi dưỡng",
    "số dòng số liệu in ra (%(default)s)": "how many lines to print (%(default)s)",
    "ghi ra tệp .xlsx hoặc .csv, mọi dòng": "write a file, .xlsx or .csv, with all lines",
    "Chưa có số liệu nào được nêu từ hai lần trở lên.": "No figure is stated twice or more.",
    "{n} trong {total} dòng số liệu; «·» là kỳ không có báo cáo nào nêu, «|» là nêu khác nhau.":
        "{n} of {total} lines; “·” is a period of which no report tells, “|” parts values that differ.",
    "theo tuần": "weekly", "theo tháng": "monthly", "theo quý": "quarterly", "theo nửa năm": "half-yearly",
    "9 tháng đầu năm": "first nine months", "theo năm": "yearly", "theo kỳ báo cáo": "by reporting period",
    "lũy kế từ đầu năm": "since the year began", "lũy kế từ các năm trước": "since an earlier year",
    "lũy kế": "cumulative", "đến nay": "so far",
    "toàn đơn vị": "the whole unit", "các huyện cộng lại": "its districts together", "riêng đơn vị": "the unit itself",
    "khớp": "agrees", "lệch": "differs", "chưa kiểm tra được": "cannot be checked",
    "khớp với tổng các đơn vị": "agrees with the sum of the units",
    "cộng các đơn vị được {found}, chênh {apart}": "the units add up to {found}, a difference of {apart}",
    "chưa kiểm tra được vì thiếu số của {units}": "cannot be checked without the figure of {units}",
    "{units} và {n} đơn vị khác": "{units} and {n} more units",
    "{unit} có nhiều số khác nhau": "{unit} states different figures",
    "số của {unit} chỉ là gần đúng": "the figure of {unit} is approximate",
    "{unit} không nói rõ đó là số của toàn đơn vị": "{unit} does not say that its figure is that of the whole unit",
    "phần chênh có thể của đơn vị trực thuộc tỉnh không phải là huyện":
        "the difference may be of bodies of the province that are no districts",
    "Biểu đồ": "Chart", "Tổng của tỉnh": "Totals of the province", "Nội dung": "What is said",
    "văn bản nào đến hạn sơ kết, tổng kết 5, 10, 15, 20 năm": "which documents reach their 5, 10, 15 or 20 year review",
    "Không tìm thấy đoạn nào.": "Nothing found.",
    "Không còn đoạn nào nữa.": "No more passages.",
    "Đoạn {first}–{last} trong {many}": "Passages {first}–{last} of {many}",
    "hơn {n}": "more than {n}",
    "cước chú {note}": "footnote {note}",
    "đã thực hiện": "done", "đang thực hiện": "in progress", "có kế hoạch": "planned",
    "chưa thực hiện": "not done", "được giám sát": "monitored", "thông tin trái nhau": "conflicting",
    "chưa có thông tin": "no evidence",
    "Chưa có báo cáo nào nói đơn vị nào thực hiện văn bản nào.": "No report tells of any unit and any document.",
    "đơn vị nào chưa nộp báo cáo định kỳ, đơn vị nào nộp chậm": "which units owe a regular report, and which were late",
    "bảng CSV hoặc XLSX: unit, every, due_day; không có thì suy từ các báo cáo trong kho":
        "a CSV or XLSX table: unit, every, due_day; without one it is learned from the reports in the store",
    "Chưa biết đơn vị nào phải báo cáo kỳ này: cần ba kỳ liền trong kho, hoặc --expect.":
        "It is not known who owes a report of this period: three in a row must be in the store, or use --expect.",
    "việc đã hứa cho một kỳ, và các báo cáo sau nói đã làm đến đâu":
        "tasks planned for a period, and what later reports say became of them",
    "chỉ việc của đơn vị này": "only tasks of this unit",
    "chỉ việc thực hiện văn bản này": "only tasks about this document",
    "Không có báo cáo nào đề ra việc cho kỳ này.": "No report sets tasks for this period.",
    "báo cáo là chưa làm": "reported as not done", "không thấy nhắc lại": "not heard of again",
    "vẫn trong kế hoạch": "still planned", "đang làm": "under way", "chưa có báo cáo sau đó": "no later report yet",
    "đã làm": "done", "có thể nói về việc này": "may speak of it", "đề ra": "set in",
    "kỳ đến {day}": "period until {day}", "{n} việc": "{n} tasks",
    "Trong kho có {n} tệp chưa đọc được: báo cáo còn thiếu có thể ở trong đó. Xem: baocao status --failed":
        "{n} files could not be read: what is missing may be among them. See: baocao status --failed",
    "chưa nộp": "missing", "nộp chậm": "late", "chưa rõ": "open", "chưa đến hạn": "not due yet", "đã nộp": "sent",
    "theo bảng": "as given", "ngày thường nộp của đơn vị": "the unit's usual day",
    "ngày cuối kỳ": "the period's last day",
    "{n} báo cáo phải nộp": "{n} reports owed", "tháng {n}/{year}": "month {n}/{year}",
    "quý {n}/{year}": "quarter {n}/{year}", "6 tháng đầu năm {year}": "first half of {year}",
    "6 tháng cuối năm {year}": "second half of {year}", "năm {year}": "year {year}",
    "hạn {day} ({basis})": "due {day} ({basis})",
    "nộp {day}, chậm {n} ngày; {due}; {file}": "sent {day}, {n} days late; {due}; {file}",
    "có thể là: {files}; {due}": "may be: {files}; {due}",
    "; báo cáo gần nhất: kỳ đến {day}": "; last report: period until {day}",
    "đến {day}": "until {day}",
    "{years} năm": "{years} years",
    "chưa có đơn vị nào báo cáo": "no unit has reported it",
    "Không có văn bản nào tròn 5, 10, 15 hoặc 20 năm trong thời gian này.":
        "No document turns 5, 10, 15 or 20 in this period.",
}  # fmt: skip


class RefusedError(Exception):
    """What was asked for cannot be done, and the message tells the user why."""


@dataclass(frozen=True, slots=True)
class Words:
    """The program's sentences in one language.

    >>> Words("en")("đọc được {n}", n=3), Words("vi")("đọc được {n}", n=3)
    ('3 read', 'đọc được 3')
    """

    language: Language = "vi"

    def __call__(self, sentence: str, **named: object) -> str:
        """The sentence in this language, with what it names filled in."""
        told = _ENGLISH[sentence] if self.language == "en" else sentence
        return told.format(**named) if named else told


def number(value: int) -> str:
    """A whole number as Vietnamese prints it.

    >>> number(1862)
    '1.862'
    """
    return f"{value:,}".replace(",", ".")


def printable(text: str) -> str:
    r"""The text with what could command a terminal or turn it around written out.

    >>> printable("bao\x1b[2Jcao")
    'bao\\x1b[2Jcao'
    """
    return _UNPRINTABLE.sub(lambda found: ascii(found.group())[1:-1], text)
