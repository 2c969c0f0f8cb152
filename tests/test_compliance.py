"""Little reports, and under each the rows that it must yield: unit, status, activity, directive."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.compliance import implementations, relations
from pipeline.document import Block, Cell, Document, Footnote, Table
from pipeline.extract import extract
from pipeline.facts import Extraction
from pipeline.readers import read
from tests.conftest import REPORTS

HEAD = """TỈNH ỦY HÀ GIANG
VĂN PHÒNG
Số 12-BC/VPTU
Hà Giang, ngày 20 tháng 5 năm 2024
BÁO CÁO
kết quả công tác tháng 5 năm 2024
I- KẾT QUẢ
"""
DISTRICT = HEAD.replace("TỈNH ỦY", "ĐẢNG BỘ TỈNH").replace("VĂN PHÒNG\n", "HUYỆN ỦY BẮC MÊ\n").replace("VPTU", "HU")
PLANS = "II- PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM THÁNG 6 NĂM 2024\n"
CT05 = "Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị"
NQ35 = "Nghị quyết số 35-NQ/TW, ngày 22/10/2018 của Bộ Chính trị"
KL49 = "Kết luận số 49-KL/TW, ngày 10/5/2019 của Ban Bí thư"


def typed(body: str, *notes: str, head: str = HEAD) -> Extraction:
    """The facts of a report that is typed here: a line is a block, «^1» calls note 1, «|» parts a table's cells."""
    text, anchors = "", {}
    for number, part in enumerate((head + body).split("^")):
        if number:
            anchors[part[0]] = len(text)
        text += part[1:] if number else part
    blocks: list[Block] = []
    rows: list[list[Block]] = []
    tables: list[Table] = []
    at, opening = 0, head.count("\n") - 1  # the lines of the letterhead and the title are centred
    for line in text.replace("|", "\t").splitlines(keepends=True):
        cells = []
        for piece in line.rstrip("\n").split("\t"):
            cells.append(
                Block(at, at + len(piece), "cell" if "\t" in line else "paragraph", centred=len(blocks) < opening)
            )
            at += len(piece) + 1
        blocks.extend(cells)
        if "\t" in line:
            rows.append(cells)
        elif rows:
            tables.append(_table(rows))
            rows = []
    if rows:
        tables.append(_table(rows))
    text = text.replace("|", "\t").rstrip("\n") + "\n"
    footnotes = []
    for mark, note in enumerate(notes, 1):
        footnotes.append(Footnote(str(mark), anchors[str(mark)], len(text), len(text) + len(note)))
        blocks.append(Block(len(text), len(text) + len(note)))
        text += note + "\n"
    return extract(Document(text, blocks=tuple(blocks), footnotes=tuple(footnotes), tables=tuple(tables)))


def _table(rows: list[list[Block]]) -> Table:
    cells = [Cell(r, c, cell.start, cell.end) for r, row in enumerate(rows) for c, cell in enumerate(row)]
    return Table(rows[0][0].start, rows[-1][-1].end, tuple(cells))


def told(extraction: Extraction) -> set[str]:
    """The rows as lines: «Huyện Bắc Mê implemented issued_plan 05-CT/TW»."""
    return {
        f"{row.unit_name} {row.status} {row.activity} {row.directive_id.partition('@')[0]}"
        for row in implementations(extraction)
    }


# (report, rows), one unit a line; nothing else may come out.
ACTS = {
    "what a unit did in spite of something, after another that did not": (
        f"Huyện ủy Mèo Vạc chưa xây dựng kế hoạch thực hiện {CT05}. Huyện ủy Yên Minh mặc dù còn khó khăn nhưng đã ban "
        "hành kế hoạch.",
        """Huyện ủy Mèo Vạc not_implemented issued_plan 05-CT/TW
        Huyện ủy Yên Minh implemented issued_plan 05-CT/TW""",
    ),
    "another matter of a unit, in spite of something": (
        f"Huyện ủy Mèo Vạc chưa xây dựng kế hoạch thực hiện {CT05}. Huyện ủy Yên Minh tuy còn khó khăn nhưng đã tổ "
        "chức hội thao.",
        "Huyện ủy Mèo Vạc not_implemented issued_plan 05-CT/TW",
    ),
    "who carries it out as soon as it was issued": (
        f"Ngay sau khi Bộ Chính trị ban hành {CT05}, {NQ35}, Huyện ủy Mèo Vạc đã tổ chức 04 hội nghị quán triệt; Huyện "
        "ủy Yên Minh chưa tổ chức.",
        """Huyện ủy Mèo Vạc implemented disseminated 05-CT/TW
        Huyện ủy Mèo Vạc implemented disseminated 35-NQ/TW
        Huyện ủy Yên Minh not_implemented disseminated 05-CT/TW
        Huyện ủy Yên Minh not_implemented disseminated 35-NQ/TW""",
    ),
    "one after another": (
        f"Sau khi Huyện ủy Mèo Vạc sơ kết {CT05}, Huyện ủy Yên Minh đã quán triệt {NQ35}.",
        """Huyện ủy Mèo Vạc implemented reviewed 05-CT/TW
        Huyện ủy Yên Minh implemented disseminated 35-NQ/TW""",
    ),
    "when that which goes on will end": (
        f"Huyện ủy Mèo Vạc đang triển khai {CT05}, dự kiến hoàn thành trong quý I/2025.",
        "Huyện ủy Mèo Vạc in_progress other 05-CT/TW",
    ),
    "a goal is to come, and no deed": (
        f"Thành ủy Hà Giang đề ra mục tiêu đến năm 2025 có 100% chi bộ thực hiện {CT05}.",
        "Thành ủy Hà Giang planned other 05-CT/TW",
    ),
    "the goal of a plan that is issued": (
        f"Thành ủy Hà Giang ban hành kế hoạch thực hiện {CT05}, đề ra mục tiêu đến năm 2025 có 100% chi bộ đạt.",
        "Thành ủy Hà Giang implemented issued_plan 05-CT/TW",
    ),
    "who directs others has directed, not reviewed": (
        f"Ban Thường vụ Tỉnh ủy đã chỉ đạo Huyện ủy Mèo Vạc, Huyện ủy Yên Minh sơ kết 05 năm thực hiện {CT05}.",
        "Ban Thường vụ Tỉnh ủy implemented other 05-CT/TW",
    ),
    "several directives with semicolons, to whom and by what guidance": (
        f"Huyện ủy Mèo Vạc đã tổ chức hội nghị quán triệt {CT05}; Nghị quyết số 35-NQ/TW, ngày 22/10/2018 và {KL49} "
        "đến 1.200 cán bộ, đảng viên theo Hướng dẫn số 12-HD/BTGTU, ngày 05/9/2023; Huyện ủy Yên Minh chưa ban hành "
        "quy chế làm việc.",
        """Huyện ủy Mèo Vạc implemented disseminated 05-CT/TW
        Huyện ủy Mèo Vạc implemented disseminated 35-NQ/TW
        Huyện ủy Mèo Vạc implemented disseminated 49-KL/TW""",
    ),
    "several directives that lead up to one unit": (
        f"Quán triệt {CT05} về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; {NQ35}; {KL49}, Huyện ủy "
        "Mèo Vạc đã tổ chức 02 hội nghị.",
        """Huyện ủy Mèo Vạc implemented other 05-CT/TW
        Huyện ủy Mèo Vạc implemented other 35-NQ/TW
        Huyện ủy Mèo Vạc implemented other 49-KL/TW""",
    ),
    "a regulation, where that is what was to be issued": (
        f"Thực hiện {CT05}, Huyện ủy Mèo Vạc đã ban hành quy chế; Huyện ủy Yên Minh chưa ban hành quy chế.",
        """Huyện ủy Mèo Vạc implemented issued_plan 05-CT/TW
        Huyện ủy Yên Minh not_implemented issued_plan 05-CT/TW""",
    ),
    "who has not finished, after who has": (
        f"Hoàn thành sơ kết {CT05} có: Huyện ủy Mèo Vạc, Huyện ủy Yên Minh; chưa hoàn thành: Huyện ủy Vị Xuyên.",
        """Huyện ủy Mèo Vạc implemented reviewed 05-CT/TW
        Huyện ủy Yên Minh implemented reviewed 05-CT/TW
        Huyện ủy Vị Xuyên not_implemented reviewed 05-CT/TW""",
    ),
    "what a unit has to do soon is not yet done": (
        f"Huyện ủy Mèo Vạc cần sớm sơ kết 05 năm thực hiện {CT05}.",
        "Huyện ủy Mèo Vạc planned reviewed 05-CT/TW",
    ),
    "localities by their names alone": (
        f"Các địa phương chưa sơ kết {CT05}: Mèo Vạc, Yên Minh.",
        """Huyện Mèo Vạc not_implemented reviewed 05-CT/TW
        Huyện Yên Minh not_implemented reviewed 05-CT/TW""",
    ),
    "a unit that acts together with another after what it carries out": (
        f"Thực hiện {NQ35}, Huyện ủy Mèo Vạc phối hợp với Ban Tuyên giáo Tỉnh ủy tổ chức 02 hội nghị quán triệt.",
        "Huyện ủy Mèo Vạc implemented disseminated 35-NQ/TW",
    ),
    "a district committee issues its plan": (
        f"Huyện ủy Bắc Mê đã ban hành Kế hoạch số 15-KH/HU, ngày 02/5/2024 thực hiện {CT05}.",
        "Huyện ủy Bắc Mê implemented issued_plan 05-CT/TW",
    ),
    "those who finished, and the one who has not begun": (
        f"Các huyện Bắc Mê, Yên Minh, Quản Bạ đã hoàn thành tổng kết 05 năm thực hiện {KL49}; "
        "riêng huyện Xín Mần chưa triển khai.",
        """Huyện Bắc Mê implemented reviewed 49-KL/TW
        Huyện Yên Minh implemented reviewed 49-KL/TW
        Huyện Quản Bạ implemented reviewed 49-KL/TW
        Huyện Xín Mần not_implemented other 49-KL/TW""",
    ),
    "all but one": (
        f"Các huyện, thành phố đã ban hành kế hoạch thực hiện {CT05}, ngoại trừ huyện Vị Xuyên.",
        """Các huyện, thành phố implemented issued_plan 05-CT/TW
        Huyện Vị Xuyên not_implemented issued_plan 05-CT/TW""",
    ),
    "all but two communes": (
        f"Huyện Bắc Mê: các xã đã tổ chức quán triệt {NQ35}, trừ các xã: Yên Định, Minh Ngọc.",
        """Xã Yên Định not_implemented disseminated 35-NQ/TW
        Xã Minh Ngọc not_implemented disseminated 35-NQ/TW""",
    ),
    "a share, and who is left": (
        f"Đến nay, có 9/11 huyện, thành phố đã ban hành kế hoạch thực hiện {CT05}, "
        "còn 02 huyện: Mèo Vạc, Vị Xuyên chưa ban hành.",
        """Huyện Mèo Vạc not_implemented issued_plan 05-CT/TW
        Huyện Vị Xuyên not_implemented issued_plan 05-CT/TW""",
    ),
    "one still at it": (
        f"Huyện ủy Bắc Mê đã ban hành kế hoạch thực hiện {NQ35}; đến nay, huyện Quang Bình đang xây dựng kế hoạch.",
        """Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW
        Huyện Quang Bình in_progress issued_plan 35-NQ/TW""",
    ),
    "one that is about to": (
        f"Dự kiến trong tháng 6 huyện Yên Minh tổ chức sơ kết 05 năm thực hiện {KL49}.",
        "Huyện Yên Minh planned reviewed 49-KL/TW",
    ),
    "a list of directives goes on after a semicolon": (
        f"Huyện ủy Bắc Mê đã tổ chức học tập, quán triệt {NQ35}; {KL49}, cho 1.326 lượt cán bộ, đảng viên.",
        """Huyện ủy Bắc Mê implemented disseminated 35-NQ/TW
        Huyện ủy Bắc Mê implemented disseminated 49-KL/TW""",
    ),
    "a review tells the years of one directive": (
        f"Huyện ủy Bắc Mê đã tổng kết 05 năm thực hiện {KL49}; {NQ35}.",
        "Huyện ủy Bắc Mê implemented reviewed 49-KL/TW",
    ),
    "carried out within another plan": (
        f"Huyện ủy Bắc Mê không ban hành kế hoạch riêng mà lồng ghép vào kế hoạch thực hiện {CT05}.",
        "Huyện ủy Bắc Mê implemented other 05-CT/TW",
    ),
    "no plan of its own is not nothing": (
        f"Về {CT05}, Huyện ủy Bắc Mê không xây dựng kế hoạch riêng.",
        "",
    ),
    "those who are blamed": (
        f"Phê bình Huyện ủy Bắc Mê, Huyện ủy Yên Minh chưa xây dựng chương trình hành động thực hiện {NQ35}.",
        """Huyện ủy Bắc Mê not_implemented issued_plan 35-NQ/TW
        Huyện ủy Yên Minh not_implemented issued_plan 35-NQ/TW""",
    ),
    "those left, named at the end": (
        f"Có 09/11 huyện, thành phố ban hành kế hoạch thực hiện {CT05}; 02 huyện chưa ban hành là Bắc Mê, Yên Minh.",
        """Huyện Bắc Mê not_implemented issued_plan 05-CT/TW
        Huyện Yên Minh not_implemented issued_plan 05-CT/TW""",
    ),
    "those left, named in brackets": (
        f"Còn 02 huyện chưa sơ kết 05 năm thực hiện {KL49} (Bắc Mê, Yên Minh).",
        """Huyện Bắc Mê not_implemented reviewed 49-KL/TW
        Huyện Yên Minh not_implemented reviewed 49-KL/TW""",
    ),
    "not strictly is not nothing": (f"Huyện ủy Bắc Mê chưa thực hiện nghiêm {CT05}.", ""),
    "what it takes is not the matter": (
        f"Thực hiện {CT05}, Huyện ủy Bắc Mê đã ban hành kế hoạch; tuy nhiên, Huyện ủy Bắc Mê chưa bố trí kinh phí.",
        "Huyện ủy Bắc Mê implemented issued_plan 05-CT/TW",
    ),
    "who cares too little": (f"Một số cấp ủy chưa quan tâm thực hiện {CT05}, điển hình là Huyện ủy Bắc Mê.", ""),
    "who stops": ("UBND tỉnh dừng thực hiện Kế hoạch số 45/KH-UBND.", ""),
    "tasks that are left": (
        "Huyện ủy Bắc Mê hoàn thành 12/15 nhiệm vụ theo Kế hoạch số 15-KH/TU, còn 03 nhiệm vụ chưa hoàn thành.",
        "Huyện ủy Bắc Mê implemented other 15-KH/TU",
    ),
    "the district of who is supervised": (
        f"Tỉnh ủy kiểm tra Đảng ủy xã Cán Chu Phìn (huyện Mèo Vạc) trong việc chấp hành {CT05}.",
        "Đảng ủy xã Cán Chu Phìn monitored supervised 05-CT/TW",
    ),
    "what is finished under a heading that names the directive": (
        f"1. Việc thực hiện {NQ35}\nHuyện ủy Bắc Mê hoàn thành hợp nhất 03 phòng; Huyện ủy Yên Minh chưa trình đề án.",
        """Huyện ủy Bắc Mê implemented other 35-NQ/TW
        Huyện ủy Yên Minh not_implemented issued_plan 35-NQ/TW""",
    ),
    "nobody in particular, after what leads up to them": (
        f"Thực hiện {CT05}, các cấp ủy đã ban hành 09 kế hoạch.",
        "",
    ),
    "what a unit still has": (
        f"Thực hiện {CT05}, đã giải quyết 09 vụ; huyện Bắc Mê và huyện Yên Minh còn 02 vụ.",
        "Văn phòng Tỉnh ủy implemented other 05-CT/TW",
    ),
    "another matter in the next sentence": (
        f"Ủy ban Kiểm tra Tỉnh ủy giám sát 03 chi bộ về thực hiện {CT05}. Huyện Bắc Mê tổ chức ngày hội.",
        "",
    ),
    "who asks for more time": (f"Huyện Bắc Mê đã đề nghị cho lùi thời gian tổng kết {KL49}.", ""),
    "who hears of it": (
        f"Thường trực Tỉnh ủy làm việc với Huyện ủy Bắc Mê về kết quả thực hiện {CT05}.",
        "",
    ),
    "who hears a proposal": (
        "Ban Thường vụ Tỉnh ủy nghe Huyện ủy Bắc Mê báo cáo tại Tờ trình số 112-TTr/HU, ngày 22/4/2024 về biên chế.",
        "",
    ),
    "the basis of a report": (
        f"Căn cứ {CT05}; {NQ35}, Văn phòng Tỉnh ủy báo cáo như sau:",
        "",
    ),
    "the basis of an inspection": (
        "Đoàn kiểm tra theo Quyết định số 512-QĐ/TU đã kiểm tra tại 02 đơn vị: Huyện ủy Bắc Mê, Huyện ủy Yên Minh.",
        "",
    ),
    "an organ's own papers": (
        "Văn phòng Tỉnh ủy ban hành 02 hướng dẫn, 05 kế hoạch, trong đó có Hướng dẫn số 07-HD/VPTU, ngày 16/4/2024. "
        "HĐND tỉnh thông qua Nghị quyết số 01/2024/NQ-HĐND.",
        "",
    ),
    "supervised at its place": (
        f"Ủy ban Kiểm tra Tỉnh ủy kiểm tra, giám sát việc thực hiện {CT05} tại huyện Đồng Văn.",
        "Huyện Đồng Văn monitored supervised 05-CT/TW",
    ),
    "supervised, in a list with committees": (
        f"Ban Tuyên giáo Tỉnh ủy xây dựng kế hoạch giám sát việc thực hiện {NQ35} đối với các huyện: Bắc Mê, "
        "Yên Minh; Đảng ủy Công an tỉnh.",
        """Huyện Bắc Mê monitored supervised 35-NQ/TW
        Huyện Yên Minh monitored supervised 35-NQ/TW
        Đảng ủy Công an tỉnh monitored supervised 35-NQ/TW""",
    ),
    "the supervised stands before what is supervised": (
        f"Thường trực Tỉnh ủy giám sát Huyện ủy Hoàng Su Phì trong việc lãnh đạo, chỉ đạo thực hiện {NQ35}.",
        "Huyện ủy Hoàng Su Phì monitored supervised 35-NQ/TW",
    ),
    "supervised, in the passive": (
        f"Huyện ủy Bắc Quang được Tỉnh ủy kiểm tra việc thực hiện {CT05}; Huyện ủy Quản Bạ đã được kiểm tra việc thực "
        f"hiện {NQ35}.",
        """Huyện ủy Bắc Quang monitored supervised 05-CT/TW
        Huyện ủy Quản Bạ monitored supervised 35-NQ/TW""",
    ),
    "two directives in one sentence": (
        f"Huyện ủy Bắc Mê ban hành kế hoạch thực hiện {CT05}, Huyện ủy Yên Minh tổ chức quán triệt {NQ35}.",
        """Huyện ủy Bắc Mê implemented issued_plan 05-CT/TW
        Huyện ủy Yên Minh implemented disseminated 35-NQ/TW""",
    ),
    "two directives, and their units in brackets": (
        f"Các đơn vị đã tổ chức quán triệt {CT05} (các huyện: Bắc Mê, Yên Minh) và {NQ35} (huyện Quản Bạ).",
        """Huyện Bắc Mê implemented disseminated 05-CT/TW
        Huyện Yên Minh implemented disseminated 05-CT/TW
        Huyện Quản Bạ implemented disseminated 35-NQ/TW""",
    ),
    "one unit, two directives": (
        f"Huyện ủy Quản Bạ tổ chức hội nghị quán triệt {NQ35} và {KL49}.",
        """Huyện ủy Quản Bạ implemented disseminated 35-NQ/TW
        Huyện ủy Quản Bạ implemented disseminated 49-KL/TW""",
    ),
    "the passive": (
        f"{NQ35} được Huyện ủy Mèo Vạc quán triệt đến 100% chi bộ.",
        "Huyện ủy Mèo Vạc implemented disseminated 35-NQ/TW",
    ),
    "by whom it was held": (
        f"Hội nghị do Thành ủy Hà Giang tổ chức nhằm quán triệt {NQ35} có 200 đại biểu.",
        "Thành ủy Hà Giang implemented disseminated 35-NQ/TW",
    ),
    "a heading names the directive, bullets name the units": (
        f"1. Việc thực hiện {CT05}\n- Huyện ủy Bắc Mê: ban hành kế hoạch, tổ chức 05 hội nghị quán triệt.\n"
        "- Huyện ủy Yên Minh đang xây dựng kế hoạch.\n- Huyện ủy Xín Mần chưa ban hành kế hoạch.",
        """Huyện ủy Bắc Mê implemented issued_plan 05-CT/TW
        Huyện ủy Yên Minh in_progress issued_plan 05-CT/TW
        Huyện ủy Xín Mần not_implemented issued_plan 05-CT/TW""",
    ),
    "a lead-in says it, bullets name the units": (
        f"Các đơn vị chưa ban hành kế hoạch thực hiện {NQ35} gồm:\n- Huyện ủy Bắc Mê;\n- Huyện ủy Yên Minh.",
        """Huyện ủy Bắc Mê not_implemented issued_plan 35-NQ/TW
        Huyện ủy Yên Minh not_implemented issued_plan 35-NQ/TW""",
    ),
    "an example in a sentence of its own": (
        f"Các cấp ủy đã tổ chức quán triệt {NQ35}. Tiêu biểu như các huyện: Bắc Mê, Yên Minh.",
        """Huyện Bắc Mê implemented disseminated 35-NQ/TW
        Huyện Yên Minh implemented disseminated 35-NQ/TW""",
    ),
    "a sentence that leans on the one before": (
        f"Huyện ủy Đồng Văn đã ban hành kế hoạch thực hiện {NQ35}. Huyện ủy Vị Xuyên chưa ban hành.",
        """Huyện ủy Đồng Văn implemented issued_plan 35-NQ/TW
        Huyện ủy Vị Xuyên not_implemented issued_plan 35-NQ/TW""",
    ),
    "by subject, good and bad": (
        "Nhiều đơn vị triển khai hiệu quả việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, "
        "điển hình là các huyện: Bắc Mê, Quản Bạ; song vẫn còn đơn vị chưa đăng ký mô hình làm theo Bác như Đảng ủy "
        "Công an tỉnh.",
        """Huyện Bắc Mê implemented other 05-CT/TW
        Huyện Quản Bạ implemented other 05-CT/TW
        Đảng ủy Công an tỉnh not_implemented registered_models 05-CT/TW""",
    ),
    "by subject, in short": (
        "Đảng ủy Quân sự tỉnh xây dựng 12 mô hình học và làm theo Bác.",
        "Đảng ủy Quân sự tỉnh implemented registered_models 05-CT/TW",
    ),
    "by a title that the report has given": (
        f"Căn cứ {KL49} về tiếp tục thực hiện công tác khuyến học, khuyến tài, xây dựng xã hội học tập trong tình hình "
        "mới.\nHuyện ủy Vị Xuyên tuyên truyền công tác khuyến học, khuyến tài, xây dựng xã hội học tập.",
        "Huyện ủy Vị Xuyên implemented propagated 49-KL/TW",
    ),
    "two turns on one unit are both kept": (
        f"Huyện ủy Bắc Mê đã ban hành kế hoạch thực hiện {NQ35} nhưng chưa tổ chức quán triệt.",
        """Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW
        Huyện ủy Bắc Mê not_implemented disseminated 35-NQ/TW""",
    ),
    "who issued a plan has acted, whoever is told of it": (
        f"Tuyên truyền Chương trình số 58-CTr/TU, ngày 12/3/2024 của Ban Thường vụ Tỉnh ủy về thực hiện {NQ35}.",
        """Ban Thường vụ Tỉnh ủy implemented issued_plan 35-NQ/TW
        Văn phòng Tỉnh ủy implemented propagated 58-CTr/TU
        Văn phòng Tỉnh ủy implemented propagated 35-NQ/TW""",
    ),
    "an enumeration carries its subject": (
        f"Ban Dân vận Tỉnh ủy trình Thường trực Tỉnh ủy 02 văn bản: (1) Chương trình thực hiện {NQ35}; "
        f"(2) Kế hoạch tổng kết 20 năm thực hiện {CT05}.",
        """Ban Dân vận Tỉnh ủy implemented issued_plan 35-NQ/TW
        Ban Dân vận Tỉnh ủy implemented issued_plan 05-CT/TW""",
    ),
    "despite difficulties": (
        f"Mặc dù còn nhiều khó khăn, Huyện ủy Mèo Vạc đã tổ chức sơ kết {KL49}.",
        "Huyện ủy Mèo Vạc implemented reviewed 49-KL/TW",
    ),
    "the directive stands in front": (
        f"Thực hiện {CT05}, Huyện ủy Bắc Mê đã ban hành Kế hoạch số 45-KH/HU, ngày 10/5/2024.",
        "Huyện ủy Bắc Mê implemented issued_plan 05-CT/TW",
    ),
    "the basis is what is carried out": (
        f"Căn cứ {NQ35}, Huyện ủy Bắc Mê đã ban hành kế hoạch triển khai.",
        "Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW",
    ),
    "a topic in front, three units behind": (
        f"Về thực hiện {CT05}: huyện Bắc Mê đã ban hành kế hoạch; huyện Yên Minh đang dự thảo; huyện Đồng Văn chưa "
        "triển khai.",
        """Huyện Bắc Mê implemented issued_plan 05-CT/TW
        Huyện Yên Minh in_progress issued_plan 05-CT/TW
        Huyện Đồng Văn not_implemented other 05-CT/TW""",
    ),
    "each unit with its own remark in brackets": (
        f"Huyện Bắc Mê (đã ban hành kế hoạch thực hiện {NQ35}), huyện Yên Minh (chưa ban hành).",
        """Huyện Bắc Mê implemented issued_plan 35-NQ/TW
        Huyện Yên Minh not_implemented issued_plan 35-NQ/TW""",
    ),
    "three kinds of unit in one row of lists": (
        f"Các đơn vị làm tốt việc thực hiện {CT05} gồm: Huyện ủy Bắc Mê, Đảng ủy Khối cơ quan - doanh nghiệp tỉnh; các "
        "đơn vị triển khai chậm: Huyện ủy Mèo Vạc; các đơn vị chưa triển khai: Huyện ủy Yên Minh.",
        """Huyện ủy Bắc Mê implemented other 05-CT/TW
        Đảng ủy Khối cơ quan - doanh nghiệp tỉnh implemented other 05-CT/TW
        Huyện ủy Yên Minh not_implemented other 05-CT/TW""",
    ),
    "who did, and nameless others who did not": (
        f"Chỉ có Huyện ủy Bắc Mê, Huyện ủy Quản Bạ tổ chức sơ kết {KL49}, các đơn vị khác chưa tổ chức.",
        """Huyện ủy Bắc Mê implemented reviewed 49-KL/TW
        Huyện ủy Quản Bạ implemented reviewed 49-KL/TW""",
    ),
    "praised for what it did": (
        f"Tỉnh ủy biểu dương Huyện ủy Bắc Mê, Thành ủy Hà Giang đã thực hiện tốt {CT05}.",
        """Huyện ủy Bắc Mê implemented other 05-CT/TW
        Thành ủy Hà Giang implemented other 05-CT/TW""",
    ),
    "a plan to supervise, numbered": (
        "Ban Thường vụ Tỉnh ủy đã ban hành Kế hoạch số 210-KH/TU, ngày 02/5/2024 về việc kiểm tra việc thực hiện "
        f"{CT05} đối với Huyện ủy Bắc Mê và Huyện ủy Đồng Văn.",
        """Huyện ủy Bắc Mê monitored supervised 05-CT/TW
        Huyện ủy Đồng Văn monitored supervised 05-CT/TW""",
    ),
    "an exception tells of what follows": (
        f"Huyện ủy Đồng Văn đã sơ kết {KL49}. Ngoại trừ Thành ủy Hà Giang; Đảng ủy: Công an tỉnh, Biên phòng tỉnh chưa "
        f"gửi kế hoạch, các đơn vị còn lại đã triển khai xong {NQ35}.",
        """Huyện ủy Đồng Văn implemented reviewed 49-KL/TW
        Thành ủy Hà Giang not_implemented issued_plan 35-NQ/TW
        Đảng ủy Công an tỉnh not_implemented issued_plan 35-NQ/TW
        Đảng ủy Biên phòng tỉnh not_implemented issued_plan 35-NQ/TW""",
    ),
    "all that follows in the sentence is about what stands in front": (
        f"Thực hiện {NQ35}, Huyện ủy Bắc Mê mở 05 lớp tập huấn; huyện Quản Bạ hỗ trợ 64 hộ thoát nghèo.",
        """Huyện ủy Bắc Mê implemented disseminated 35-NQ/TW
        Huyện Quản Bạ implemented other 35-NQ/TW""",
    ),
    "a list parted by semicolons, then what is said of it": (
        f"Việc sơ kết 05 năm thực hiện {KL49} được huyện Bắc Mê; thành phố Hà Giang; Đảng ủy Quân sự tỉnh tiến hành "
        "nghiêm túc.",
        """Huyện Bắc Mê implemented reviewed 49-KL/TW
        Thành phố Hà Giang implemented reviewed 49-KL/TW
        Đảng ủy Quân sự tỉnh implemented reviewed 49-KL/TW""",
    ),
    "«that unit»": (
        f"Theo báo cáo của Thành ủy Hà Giang, đơn vị này đã bổ sung kế hoạch thực hiện {NQ35}, đồng thời dự kiến "
        "sơ kết trong quý IV năm 2024.",
        """Thành ủy Hà Giang implemented issued_plan 35-NQ/TW
        Thành ủy Hà Giang planned reviewed 35-NQ/TW""",
    ),
    "only at the start of it": (
        f"Huyện ủy Bắc Mê mới dừng ở khâu rà soát số liệu phục vụ tổng kết {KL49}.",
        "Huyện ủy Bắc Mê in_progress reviewed 49-KL/TW",
    ),
    "a statement that ends in a list, in an item": (
        f"- Bên cạnh những kết quả đạt được, một số nơi chưa bố trí kinh phí thực hiện {CT05}, cụ thể là các huyện ủy: "
        "Bắc Mê, Yên Minh.",
        """Huyện ủy Bắc Mê not_implemented other 05-CT/TW
        Huyện ủy Yên Minh not_implemented other 05-CT/TW""",
    ),
    "those who remain, in brackets": (
        f"Đã có 09/11 huyện ủy, thành ủy ban hành chương trình hành động thực hiện {NQ35} (còn Huyện ủy Đồng Văn, "
        "Huyện ủy Mèo Vạc chưa ban hành).",
        """Huyện ủy Đồng Văn not_implemented issued_plan 35-NQ/TW
        Huyện ủy Mèo Vạc not_implemented issued_plan 35-NQ/TW""",
    ),
    "a body whose name the list shares out": (
        f"Công an các huyện Bắc Mê, Yên Minh đã ban hành kế hoạch triển khai {NQ35}; "
        f"Hội LHPN các huyện: Quản Bạ, Xín Mần đã tổ chức tuyên truyền {NQ35}.",
        """Công an huyện Bắc Mê implemented issued_plan 35-NQ/TW
        Công an huyện Yên Minh implemented issued_plan 35-NQ/TW
        Hội Liên hiệp Phụ nữ huyện Quản Bạ implemented propagated 35-NQ/TW
        Hội Liên hiệp Phụ nữ huyện Xín Mần implemented propagated 35-NQ/TW""",
    ),
    "who has not checked others has issued its plan all the same": (
        f"Huyện ủy Xín Mần đã ban hành kế hoạch thực hiện {NQ35} nhưng chưa tổ chức kiểm tra.",
        "Huyện ủy Xín Mần implemented issued_plan 35-NQ/TW",
    ),
    "late, and done all the same": (
        f"Huyện ủy Mèo Vạc triển khai vẫn chậm, đến tháng 4/2024 mới ban hành kế hoạch thực hiện {NQ35}.",
        "Huyện ủy Mèo Vạc implemented issued_plan 35-NQ/TW",
    ),
    "a goal told after the deed": (
        f"Huyện ủy Mèo Vạc đã xây dựng chương trình hành động thực hiện {NQ35}, theo đó phấn đấu đạt 12 chỉ tiêu.",
        "Huyện ủy Mèo Vạc implemented issued_plan 35-NQ/TW",
    ),
    "what all its people did": (
        f"100% cán bộ, đảng viên của Đảng bộ huyện Mèo Vạc đã ký cam kết thực hiện {CT05}.",
        "Đảng bộ huyện Mèo Vạc implemented other 05-CT/TW",
    ),
    "all of a group": (
        f"Đến nay, 11/11 huyện ủy, thành ủy đã ban hành kế hoạch thực hiện {NQ35}; 100% các huyện, thành phố đã sơ kết "
        f"{KL49}.",
        """Huyện ủy, thành ủy implemented issued_plan 35-NQ/TW
        Các huyện, thành phố implemented reviewed 49-KL/TW""",
    ),
    "a list that ends in units without a name": (
        f"Sau khi hợp nhất, Ban Thường vụ Tỉnh ủy, UBND tỉnh và 120 xã, phường đã thành lập tổ triển khai {NQ35}.",
        """Ban Thường vụ Tỉnh ủy implemented other 35-NQ/TW
        Ủy ban nhân dân tỉnh implemented other 35-NQ/TW""",
    ),
    "who acts on another's plan": (
        f"Xác định việc thực hiện {NQ35} là nhiệm vụ trọng tâm, ngay sau khi nhận được kế hoạch của Huyện ủy Mèo Vạc, "
        "Đảng ủy xã Cán Chu Phìn đã xây dựng kế hoạch.",
        "Đảng ủy xã Cán Chu Phìn implemented issued_plan 35-NQ/TW",
    ),
    "a unit that has its plan": (
        f"Ngay khi Tỉnh ủy quán triệt {NQ35}, Huyện ủy Mèo Vạc đã có Kế hoạch số 48-KH/HU về thực hiện nghị quyết này.",
        """Tỉnh ủy implemented disseminated 35-NQ/TW
        Huyện ủy Mèo Vạc implemented issued_plan 35-NQ/TW""",
    ),
    "examples, each with what it did": (
        "Nhiều đơn vị đã xây dựng mô hình làm theo Bác, như: Huyện ủy Mèo Vạc đã tổ chức 05 buổi kể chuyện; Huyện ủy "
        "Yên Minh tổ chức sưu tầm tài liệu.",
        """Huyện ủy Mèo Vạc implemented registered_models 05-CT/TW
        Huyện ủy Yên Minh implemented registered_models 05-CT/TW""",
    ),
    "who is visited by those who supervise": (
        f"Đoàn giám sát của Ban Thường vụ Tỉnh ủy đã có buổi làm việc với Huyện ủy Mèo Vạc về thực hiện {NQ35}.",
        "Huyện ủy Mèo Vạc monitored supervised 35-NQ/TW",
    ),
    "an abbreviation in the midst of a name": (
        f"Ủy ban nhân dân (UBND) huyện Mèo Vạc đã ban hành kế hoạch thực hiện {NQ35}.",
        "Ủy ban nhân dân huyện Mèo Vạc implemented issued_plan 35-NQ/TW",
    ),
    "papers of one of those who issued them": (
        "Tỉnh ủy, HĐND, UBND tỉnh đã ban hành các văn bản để các địa phương thực hiện thống nhất như: Kế hoạch số "
        f"86-KH/TU, ngày 07/5/2023 của Tỉnh ủy về thực hiện {NQ35}; Chương trình số 47-CTr/TU, ngày 09/5/2023 của Tỉnh "
        f"ủy về thực hiện {KL49}.",
        """Tỉnh ủy implemented issued_plan 35-NQ/TW
        Tỉnh ủy implemented issued_plan 49-KL/TW""",
    ),
    "what comes next, after what a unit has to do": (
        f"Thời gian tới, Huyện ủy Mèo Vạc cần chủ động phối hợp với các ngành. Tiếp tục triển khai {NQ35}.",
        "Huyện ủy Mèo Vạc planned other 35-NQ/TW",
    ),
    "when, and right after it who": (
        f"Thời gian tới Huyện ủy Mèo Vạc cần chủ động phối hợp. Tiếp tục triển khai {NQ35}.",
        "Huyện ủy Mèo Vạc planned other 35-NQ/TW",
    ),
    "directives with semicolons and a proposal lead up to who carries them out": (
        f"Thực hiện {CT05}; Kế hoạch số 86-KH/TU, ngày 07/5/2023 của Tỉnh ủy; theo đề nghị của Sở Nội vụ, UBND tỉnh "
        f"ban hành kế hoạch triển khai {NQ35}.",
        "Ủy ban nhân dân tỉnh implemented issued_plan 35-NQ/TW",
    ),
    "late, and sent all the same": (
        f"Về sơ kết {NQ35}: 14 đơn vị gửi báo cáo đúng hạn; 02 đơn vị gửi chậm là Huyện ủy Mèo Vạc, Huyện ủy Yên Minh; "
        "Huyện ủy Bắc Mê, Đảng ủy Công an tỉnh đến nay không có báo cáo.",
        """Huyện ủy Mèo Vạc implemented other 35-NQ/TW
        Huyện ủy Yên Minh implemented other 35-NQ/TW
        Huyện ủy Bắc Mê not_implemented other 35-NQ/TW
        Đảng ủy Công an tỉnh not_implemented other 35-NQ/TW""",
    ),
    "more time is asked for, and the work goes on": (
        f"Về tổng kết {KL49}: Huyện ủy Mèo Vạc và Đảng ủy Quân sự tỉnh xin lùi thời gian, hiện đang hoàn chỉnh; "
        "Huyện ủy Yên Minh gặp khó khăn, hiện vẫn đang xây dựng kế hoạch.",
        """Huyện ủy Mèo Vạc in_progress other 49-KL/TW
        Đảng ủy Quân sự tỉnh in_progress other 49-KL/TW
        Huyện ủy Yên Minh in_progress issued_plan 49-KL/TW""",
    ),
    "those that one may mention": (
        f"Các đơn vị đã sơ kết {NQ35}, trong đó phải kể đến Huyện ủy Bắc Mê, Huyện ủy Yên Minh.",
        """Huyện ủy Bắc Mê implemented reviewed 35-NQ/TW
        Huyện ủy Yên Minh implemented reviewed 35-NQ/TW""",
    ),
    "who never rests": (
        f"Huyện ủy Bắc Mê không ngừng đẩy mạnh tuyên truyền {NQ35}.",
        "Huyện ủy Bắc Mê implemented propagated 35-NQ/TW",
    ),
    "more than one thing": (
        f"Huyện ủy Bắc Mê không chỉ ban hành kế hoạch thực hiện {NQ35} mà còn mở 05 lớp.",
        "Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW",
    ),
    "a plan laid before who approves it is under way": (
        f"Huyện ủy Mèo Vạc đã trình Ban Thường vụ Tỉnh ủy phê duyệt đề án thực hiện {NQ35}. UBND huyện Yên Minh đã "
        f"trình và được UBND tỉnh phê duyệt kế hoạch thực hiện {NQ35}. Huyện ủy Bắc Mê trong quá trình thực hiện đã "
        f"trình thẩm định dự án; đã ban hành kế hoạch thực hiện {NQ35}.",
        """Huyện ủy Mèo Vạc in_progress issued_plan 35-NQ/TW
        Ủy ban nhân dân huyện Yên Minh implemented issued_plan 35-NQ/TW
        Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW""",
    ),
    "a day after the report's is to come": (
        f"Theo kế hoạch, Huyện ủy Mèo Vạc tổng kết {NQ35} vào tháng 6. Huyện ủy Yên Minh tổ chức hội nghị sơ kết "
        f"{KL49} ngày 15/5/2024.",
        """Huyện ủy Mèo Vạc planned reviewed 35-NQ/TW
        Huyện ủy Yên Minh implemented reviewed 49-KL/TW""",
    ),
    "in the spirit of one, to carry out another": (
        f"Huyện ủy Mèo Vạc ban hành Công văn số 93-CV/HU về việc kiểm điểm theo tinh thần {KL49} để triển khai "
        f"thực hiện {NQ35}.",
        "Huyện ủy Mèo Vạc implemented issued_plan 35-NQ/TW",
    ),
    "where it took place": (
        f"Ngày 18/4/2024, tại Hội trường Công an tỉnh, Ban Thường vụ Tỉnh ủy tổ chức hội nghị sơ kết {KL49}.",
        "Ban Thường vụ Tỉnh ủy implemented reviewed 49-KL/TW",
    ),
    "plans one after another": (
        f"Huyện ủy Mèo Vạc đã ban hành Kế hoạch số 57-KH/HU thực hiện {NQ35}; Kế hoạch số 64-KH/HU thực hiện {KL49}; "
        f"Kế hoạch số 70-KH/TU của Tỉnh ủy thực hiện {CT05}.",
        """Huyện ủy Mèo Vạc implemented issued_plan 35-NQ/TW
        Huyện ủy Mèo Vạc implemented issued_plan 49-KL/TW
        Tỉnh ủy implemented issued_plan 05-CT/TW""",
    ),
    "who acts behind the colon of an item": (
        f"1. Thực hiện {NQ35}: Huyện ủy Bắc Mê tổ chức 03 cuộc đối thoại; Huyện ủy Yên Minh còn nợ kế hoạch. "
        "Huyện ủy Mèo Vạc tổ chức hội thao.\n2. Công tác khác\nHuyện ủy Quản Bạ mở trại sáng tác.",
        """Huyện ủy Bắc Mê implemented other 35-NQ/TW
        Huyện ủy Yên Minh not_implemented issued_plan 35-NQ/TW""",
    ),
    "a directive by its type alone, after other matters": (
        f"{CT05} được học tập ở tất cả các chi bộ; Huyện ủy Bắc Mê in tờ rơi. Tuy vậy, Huyện ủy Yên Minh chưa đưa nội "
        "dung Chỉ thị vào bản cam kết; Huyện ủy Mèo Vạc chưa đưa Nghị quyết vào chương trình.",
        "Huyện ủy Yên Minh not_implemented other 05-CT/TW",
    ),
    "a deed that is admitted": (
        f"Huyện ủy Bắc Mê dù đã có kế hoạch thực hiện {CT05} song không bố trí kinh phí; Huyện ủy Yên Minh tuy đã quán "
        f"triệt {NQ35} nhưng chất lượng thấp; Huyện ủy Mèo Vạc mặc dù đã được nhắc nhở nhưng chưa sơ kết {KL49}.",
        """Huyện ủy Bắc Mê implemented issued_plan 05-CT/TW
        Huyện ủy Yên Minh implemented disseminated 35-NQ/TW
        Huyện ủy Mèo Vạc not_implemented reviewed 49-KL/TW""",
    ),
    "a directive by its type alone": (
        f"Huyện ủy Bắc Mê đã quán triệt {CT05}. Huyện ủy Yên Minh chưa đưa nội dung Chỉ thị vào bản cam kết hằng năm.",
        """Huyện ủy Bắc Mê implemented disseminated 05-CT/TW
        Huyện ủy Yên Minh not_implemented other 05-CT/TW""",
    ),
}
TRAPS = {
    "all but one, told before": (
        f"Trừ Huyện ủy Mèo Vạc, các huyện ủy đều đã ban hành kế hoạch thực hiện {NQ35}.",
        """Các huyện ủy implemented issued_plan 35-NQ/TW
        Huyện ủy Mèo Vạc not_implemented issued_plan 35-NQ/TW""",
    ),
    "those of a group that did not are told": (
        f"Các huyện ủy chưa báo cáo kết quả thực hiện {NQ35} gồm: Mèo Vạc, Yên Minh.",
        """Huyện ủy Mèo Vạc not_implemented other 35-NQ/TW
        Huyện ủy Yên Minh not_implemented other 35-NQ/TW""",
    ),
    "done though there was no guidance": (
        f"Mặc dù chưa có hướng dẫn, Huyện ủy Mèo Vạc đã triển khai {KL49}.",
        "Huyện ủy Mèo Vạc implemented other 49-KL/TW",
    ),
    "who asks for another text": (f"Huyện ủy Mèo Vạc kiến nghị sửa đổi {KL49}.", ""),
    "who does not keep it strictly": (f"Huyện ủy Mèo Vạc không chấp hành nghiêm {CT05}.", ""),
    "how many did, some time later": (
        f"Thực hiện {NQ35}, tính đến ngày 30/4 đã có 09 huyện ủy ban hành kế hoạch.",
        "",
    ),
    "the only one that did not": (
        f"Duy nhất Huyện ủy Mèo Vạc chưa ban hành kế hoạch thực hiện {NQ35}.",
        "Huyện ủy Mèo Vạc not_implemented issued_plan 35-NQ/TW",
    ),
    "as soon as a decision was there": (
        "Ngay sau khi có Quyết định số 263/QĐ-TTg, ngày 22/02/2022 của Thủ tướng Chính phủ, Huyện ủy Mèo Vạc đã xây "
        "dựng Kế hoạch số 58-KH/HU, ngày 08/02/2024.",
        "Huyện ủy Mèo Vạc implemented issued_plan 263/QĐ-TTg",
    ),
    "who supervises by a circular carries it out": (
        "Thực hiện Thông tư số 10/2022/TT-BTC, ngày 31/5/2022 của Bộ Tài chính hướng dẫn giám sát nguồn vốn, UBND tỉnh "
        "ban hành kế hoạch giám sát nguồn vốn trên địa bàn tỉnh Hà Giang.",
        "Ủy ban nhân dân tỉnh implemented issued_plan 10/2022/TT-BTC",
    ),
    "a sentence that only leads up to the next": (
        "Thực hiện Kế hoạch số 164/KH-UBND, ngày 29/8/2023 của UBND tỉnh rà soát hộ nghèo. UBND huyện Mèo Vạc tổ chức "
        "02 hội nghị.",
        "Ủy ban nhân dân huyện Mèo Vạc implemented other 164/KH-UBND",
    ),
    "a province in the title of a decision": (
        "Thực hiện Quyết định số 1700/QĐ-UBND, ngày 18/10/2022 của UBND tỉnh về việc phê duyệt Đề án xây dựng nông "
        "thôn mới tỉnh Hà Giang giai đoạn 2021 - 2025. UBND huyện Mèo Vạc tổ chức 02 hội nghị.",
        "Ủy ban nhân dân huyện Mèo Vạc implemented other 1700/QĐ-UBND",
    ),
    "a list of directives, with bodies in their titles": (
        f"Huyện ủy Mèo Vạc đã tổ chức hội nghị quán triệt {NQ35}; Chỉ thị số 35-CT/TW, ngày 14/6/2024 của Bộ Chính trị "
        "về đại hội đảng bộ các cấp tiến tới Đại hội đại biểu toàn quốc lần thứ XIV của Đảng.",
        """Huyện ủy Mèo Vạc implemented disseminated 35-NQ/TW
        Huyện ủy Mèo Vạc implemented disseminated 35-CT/TW""",
    ),
    "a plan does not carry out what came after it": (
        f"Kế hoạch số 25-KH/TU, ngày 30/11/2018 của Ban Thường vụ Tỉnh ủy thực hiện {NQ35} và {KL49} đã có tác dụng.",
        "Ban Thường vụ Tỉnh ủy implemented issued_plan 35-NQ/TW",
    ),
    "what a report shows of others": (
        f"Báo cáo đánh giá cho thấy, các cấp, ngành trong tỉnh đã tổ chức thực hiện tốt {CT05}.",
        "",
    ),
    "what was seen of others": (
        f"Huyện ủy Mèo Vạc đã quán triệt {CT05}. Qua theo dõi, một số địa phương đã thực hiện.",
        "Huyện ủy Mèo Vạc implemented disseminated 05-CT/TW",
    ),
    "who acts is a body that no register knows": (
        f"Thực hiện {CT05}, Tổ Công tác 12 vừa ban hành văn bản.",
        "",
    ),
    "who gives the task after what leads up to it": (
        f"Thực hiện Kế hoạch số 28-KH/TU, ngày 02/12/2023 về việc học tập, quán triệt {NQ35}, Ban Thường vụ Tỉnh ủy "
        "giao Ban Tuyên giáo Tỉnh ủy tham mưu xây dựng chương trình.",
        "",
    ),
    "all who are asked, with semicolons": (
        f"UBND tỉnh có văn bản yêu cầu các sở, ban, ngành; UBND huyện Mèo Vạc tiếp tục thực hiện {CT05}.",
        "Ủy ban nhân dân tỉnh implemented issued_plan 05-CT/TW",
    ),
    "whose resolutions are looked at": (
        f"Đoàn công tác kiểm tra việc thực hiện một số nghị quyết, kết luận của Tỉnh ủy về {NQ35} tại huyện Mèo Vạc.",
        "Huyện Mèo Vạc monitored supervised 35-NQ/TW",
    ),
    "the guidance of another's plan": (
        "Huyện ủy Mèo Vạc đã ban hành kế hoạch đại hội theo Hướng dẫn số 12-HD/BTGTU, ngày 05/9/2023; Huyện ủy Yên "
        "Minh chưa ban hành.",
        "",
    ),
    "the guidance by which it was done": (
        "Việc chuẩn bị được thực hiện theo Hướng dẫn số 12-HD/BTGTU, ngày 05/9/2023; riêng Huyện ủy Yên Minh chưa ban "
        "hành kế hoạch.",
        "",
    ),
    "two resolutions in the title of a directive": (
        "UBND tỉnh đã sơ kết 03 năm thực hiện Chỉ thị số 11-CT/TU, ngày 05/8/2021 của Ban Thường vụ Tỉnh ủy về việc "
        "đẩy mạnh thi đua, thực hiện thắng lợi Nghị quyết Đại hội XIII của Đảng, Nghị quyết Đại hội Đảng bộ tỉnh lần "
        "thứ XVII.",
        "Ủy ban nhân dân tỉnh implemented reviewed 11-CT/TU",
    ),
    "a central committee that is not the Party's": (
        "Hội Nông dân tỉnh quán triệt Nghị quyết Hội nghị lần thứ 12 của Ban Chấp hành Trung ương Hội Nông dân Việt "
        "Nam.",
        "",
    ),
    "who issues two directives has carried out neither": (f"Bộ Chính trị ban hành {CT05} và {NQ35}.", ""),
    "who issues two directives with their titles": (
        f"Bộ Chính trị ban hành {CT05} về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh và {NQ35}.",
        "",
    ),
    "who got a report of it has not done it": (
        f"Ban Tuyên giáo Tỉnh ủy nhận được báo cáo của Huyện ủy Mèo Vạc về thực hiện {CT05}.",
        "",
    ),
    "what is not done well is done": (f"Một số cấp ủy chưa thực hiện tốt {CT05} (Huyện ủy Mèo Vạc).", ""),
    "the whole province is nobody in particular": (f"Thực hiện {CT05}, toàn tỉnh có 1.250 mô hình.", ""),
    "a unit some of whom were praised": (
        f"Thực hiện {CT05}, trong tháng, Huyện ủy Mèo Vạc có 03 tập thể được Tỉnh ủy biểu dương.",
        "",
    ),
    "who asks others to act": (f"Bộ Chính trị yêu cầu các địa phương triển khai {NQ35}.", ""),
    "who gives the task to another": (
        f"Ban Thường vụ Tỉnh ủy giao Ban Tổ chức Tỉnh ủy tham mưu thực hiện {KL49}.",
        "",
    ),
    "who has not supervised": (
        "Ủy ban MTTQ các huyện Bắc Mê, Yên Minh đã hoàn thành giám sát việc thực hiện "
        f"{NQ35} tại 08 xã; Ủy ban MTTQ huyện Đồng Văn chưa tổ chức giám sát theo kế hoạch.",
        "",
    ),
    "a number of bodies without a name": (
        f"45/48 tổ chức cơ sở đảng đã xây dựng kế hoạch thực hiện {NQ35}.",
        "",
    ),
    "what there is, led up to by the directive": (
        f"Thực hiện {NQ35}, có 245 chi bộ sinh hoạt đúng quy định.",
        "",
    ),
    "plans that are numbered after a colon": (
        "Ban hành các kế hoạch: số 12-KH/VPTU, ngày 03/5/2024; số 15-KH/VPTU, ngày 08/5/2024.",
        "",
    ),
    "an address in brackets": (
        "Đảng ủy xã Minh Ngọc (huyện Bắc Mê) đã triển khai mô hình làm theo Bác.",
        "Đảng ủy xã Minh Ngọc implemented registered_models 05-CT/TW",
    ),
    "a team of the one who supervises": (
        f"Đoàn kiểm tra của Tỉnh ủy đã làm việc với Huyện ủy Quản Bạ về kết quả thực hiện {NQ35}.",
        "Huyện ủy Quản Bạ monitored supervised 35-NQ/TW",
    ),
    "a share is no date and no unit": (
        f"Đến nay, 10/11 huyện ủy, thành ủy đã gửi báo cáo tổng kết việc thực hiện {KL49}.",
        "",
    ),
    "a source": (
        f"Theo báo cáo của Huyện ủy Bắc Mê, Huyện ủy Yên Minh, việc thực hiện {NQ35} đạt kết quả tích cực.",
        "",
    ),
    "a movement at a place": ("Phong trào làm theo Bác ở huyện Quản Bạ, huyện Yên Minh tiếp tục được đẩy mạnh.", ""),
    "guests": (
        f"Huyện ủy Bắc Mê tổ chức Hội nghị sơ kết {KL49}, có đại diện lãnh đạo Sở Y tế, Huyện ủy Vị Xuyên dự.",
        "Huyện ủy Bắc Mê implemented reviewed 49-KL/TW",
    ),
    "screens of a meeting": (
        f"Hội nghị trực tuyến quán triệt {NQ35} được tổ chức tại điểm cầu Tỉnh ủy và 11 điểm cầu các huyện, thành phố.",
        "",
    ),
    "an officer is not the office": (f"Đồng chí Bí thư Huyện ủy Bắc Mê dự hội nghị quán triệt {NQ35}.", ""),
    "merit in a directive is the winners'": (
        f"Hoàn thiện hồ sơ đề nghị tặng Bằng khen cho 01 tập thể có thành tích trong thực hiện {CT05}.",
        "",
    ),
    "a task that is given": (
        f"Giao Ban Tuyên giáo Tỉnh ủy chủ trì, phối hợp với các huyện ủy, thành ủy tham mưu sơ kết {KL49}.",
        "",
    ),
    "a number that two directives share stays open, and nothing else is meant by it": (
        f"Huyện ủy Quản Bạ quán triệt {NQ35}. Huyện ủy Bắc Mê quán triệt Chỉ thị số 30-CT/TW, ngày 18/02/1998 và Chỉ "
        "thị số 30-CT/TW, ngày 22/01/2019. Huyện ủy Yên Minh quán triệt Chỉ thị số 30-CT/TW.",
        """Huyện ủy Quản Bạ implemented disseminated 35-NQ/TW
        Huyện ủy Bắc Mê implemented disseminated 30-CT/TW""",
    ),
    "others of the unit do it": (
        f"Huyện Bắc Mê có 12/13 xã, thị trấn đã ban hành kế hoạch thực hiện {NQ35}, còn xã Yên Định chưa ban hành.",
        "Xã Yên Định not_implemented issued_plan 35-NQ/TW",
    ),
    "a place": (f"Đoàn công tác tổ chức hội nghị quán triệt {CT05} tại huyện Đồng Văn.", ""),
    "an area": (f"Công tác tuyên truyền {NQ35} trên địa bàn huyện Bắc Mê được đẩy mạnh.", ""),
    "a co-host": (
        f"Huyện ủy Yên Minh phối hợp với Sở Y tế tổ chức quán triệt {NQ35}.",
        "Huyện ủy Yên Minh implemented disseminated 35-NQ/TW",
    ),
    "who commands": (
        f"Theo chỉ đạo của Tỉnh ủy, Huyện ủy Quản Bạ đã ban hành kế hoạch thực hiện {NQ35}.",
        "Huyện ủy Quản Bạ implemented issued_plan 35-NQ/TW",
    ),
    "a recipient": (
        f"Huyện ủy Bắc Quang xây dựng báo cáo sơ kết {KL49} gửi Ban Tuyên giáo Tỉnh ủy.",
        "Huyện ủy Bắc Quang implemented reviewed 49-KL/TW",
    ),
    "told to do it": (f"Đề nghị Huyện ủy Xín Mần khẩn trương ban hành kế hoạch thực hiện {CT05}.", ""),
    "urged": (
        f"Ban Tổ chức Tỉnh ủy đôn đốc các huyện: Bắc Mê, Yên Minh tổ chức quán triệt {NQ35}.",
        "Ban Tổ chức Tỉnh ủy implemented other 35-NQ/TW",
    ),
    "whose people": (f"Nhân dân huyện Đồng Văn phấn khởi trước việc triển khai {NQ35}.", ""),
    "how, not whether": (f"Việc triển khai {CT05} ở một số nơi chưa kịp thời như huyện Bắc Mê.", ""),
    "late is not never": (f"Huyện ủy Vị Xuyên chậm ban hành kế hoạch thực hiện {CT05}.", ""),
    "an if": (f"Nếu Huyện ủy Vị Xuyên chưa ban hành kế hoạch thực hiện {CT05} thì phải giải trình.", ""),
    "none has not": (f"Huyện ủy Bắc Mê không còn chi bộ nào chưa quán triệt {NQ35}.", ""),
    "another matter after a semicolon": (
        f"Huyện ủy Bắc Mê ban hành kế hoạch thực hiện {NQ35}; huyện Quang Bình phát động phong trào thi đua chào mừng "
        "ngày truyền thống; huyện Xín Mần tổ chức giải bóng chuyền nông dân.",
        "Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW",
    ),
    "another matter after a turn": (
        f"Huyện ủy Bắc Mê ban hành kế hoạch thực hiện {NQ35}; tuy nhiên, huyện Vị Xuyên chưa giải ngân "
        "vốn đầu tư công.",
        "Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW",
    ),
    "an example of something else": (
        "Cấp ủy chủ động phối hợp với các cơ quan báo chí. Tiêu biểu như các huyện: Bắc Mê, Bắc Quang, Yên Minh...",
        "",
    ),
    "co-signers": (
        "Ban Tuyên giáo Tỉnh ủy ký kết quy chế phối hợp với Đảng ủy: Công an tỉnh, Quân sự tỉnh về công tác bảo vệ nền "
        "tảng tư tưởng của Đảng.",
        "Ban Tuyên giáo Tỉnh ủy implemented other 35-NQ/TW",
    ),
    "on the basis of": (f"Huyện ủy Bắc Mê tổ chức đại hội chi bộ theo tinh thần {NQ35}.", ""),
    "an issuer": (
        f"{NQ35} đã được ban hành. Chỉ thị số 12-CT/TU, ngày 02/5/2024 của Ban Thường vụ Tỉnh ủy đi vào cuộc sống.",
        "",
    ),
    "named by others": (f"Huyện ủy Bắc Mê được Tỉnh ủy tặng Bằng khen trong thực hiện {CT05}.", ""),
    "others in it act": (f"Đảng bộ xã Yên Định có 19 hộ đăng ký mô hình theo {CT05}.", ""),
    "a list ends before the next clause": (
        f"Các huyện: Bắc Mê, Yên Minh đã tổ chức sơ kết {KL49}, tỉnh Lào Cai cử đoàn sang học tập kinh nghiệm.",
        """Huyện Bắc Mê implemented reviewed 49-KL/TW
        Huyện Yên Minh implemented reviewed 49-KL/TW""",
    ),
    "some of a group are not the group": (f"Một số huyện ủy, thành ủy chưa ban hành kế hoạch thực hiện {CT05}.", ""),
    "the conclusion, not the directive that it continues": (
        "Huyện ủy Yên Minh quán triệt Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện "
        f"{CT05}.",
        "Huyện ủy Yên Minh implemented disseminated 01-KL/TW",
    ),
    "a topic in a title is no act": (
        "Huyện ủy Yên Minh quán triệt Quy định số 22-QĐ/TW, ngày 28/7/2021 của Ban Chấp hành Trung ương về công tác "
        "kiểm tra, giám sát và kỷ luật của Đảng tại huyện Yên Minh.",
        "Huyện ủy Yên Minh implemented disseminated 22-QĐ/TW",
    ),
    "a place first, then who acts": (
        f"Tại huyện Mèo Vạc, Đảng ủy Công an tỉnh tổ chức quán triệt {NQ35}.",
        "Đảng ủy Công an tỉnh implemented disseminated 35-NQ/TW",
    ),
    "recipients at the end": (
        "Nơi nhận:\n- Huyện ủy Bắc Mê (để thực hiện Chỉ thị số 05-CT/TW),\n- Lưu Văn phòng.",
        "",
    ),
    "whatever is not done": (f"Huyện ủy Mèo Vạc không tham gia hội nghị quán triệt {NQ35}.", ""),
    "whatever is not made": (
        f"Huyện ủy Mèo Vạc không đưa {NQ35} vào chương trình; Huyện ủy Yên Minh không lập kế hoạch thực hiện {KL49}.",
        "Huyện ủy Yên Minh not_implemented issued_plan 49-KL/TW",
    ),
    "who supervises others besides": (
        f"Tỉnh ủy kiểm tra Huyện ủy Bắc Mê về lãnh đạo, chỉ đạo thực hiện {NQ35}; giám sát 02 tổ chức đảng.",
        "Huyện ủy Bắc Mê monitored supervised 35-NQ/TW",
    ),
    "who is made an example for others to come": (
        f"Ban Thường vụ Tỉnh ủy chọn Huyện ủy Bắc Mê làm điểm thực hiện {NQ35}.",
        "Ban Thường vụ Tỉnh ủy implemented other 35-NQ/TW",
    ),
    "a plan that waits for approval is not blamed on who approves": (
        f"UBND tỉnh chưa phê duyệt đề án thực hiện {NQ35} của huyện Mèo Vạc.",
        "",
    ),
    "those who hear of it at a meeting": (
        "Các đại biểu đã nghe báo cáo nhanh kết quả Hội nghị lần thứ 9, Ban Chấp hành Trung ương Đảng khóa XIII; quán "
        f"triệt {NQ35}.",
        "",
    ),
    "a body that no register knows, after its day": (
        f"Thực hiện {NQ35}, ngày 03/5/2024 Đảng ủy Viện Lúa tổ chức hội nghị quán triệt.",
        "",
    ),
    "a body that no register knows, after a sentence that only leads up to it": (
        f"Thực hiện {NQ35}. Ngày 03/5/2024, Ban Thường vụ Hội Làm vườn thành lập 02 tổ tuyên truyền.",
        "",
    ),
    "what an inspection is for": (
        f"Nhằm đánh giá việc quán triệt {NQ35}, Ban Thường vụ Tỉnh ủy vừa xây dựng kế hoạch kiểm tra thực hiện Nghị "
        "quyết số 35-NQ/TW.",
        "",
    ),
    "the whole province": (f"HĐND tỉnh thông qua nghị quyết giám sát việc thực hiện {NQ35} tại tỉnh Hà Giang.", ""),
    "what a review is about": (f"Nội dung tổng kết bám sát {NQ35}.", ""),
    "who issues what": (
        "Thủ tướng Chính phủ đã có Công điện số 105/CĐ-TTg yêu cầu các tỉnh hoàn thành việc ban hành.",
        "",
    ),
    "who inspects by a decision": (
        "Đoàn kiểm tra của Ban Bí thư làm việc với Huyện ủy Mèo Vạc, triển khai Quyết định kiểm tra của Ban Bí thư về "
        f"kết quả thực hiện {CT05}.",
        "Huyện ủy Mèo Vạc monitored supervised 05-CT/TW",
    ),
    "what the next one does besides is no more of the same": (
        f"Thực hiện {NQ35}, Huyện ủy Bắc Mê đã sơ kết; Huyện ủy Yên Minh chưa có kế hoạch. Huyện ủy Mèo Vạc hội thao.",
        """Huyện ủy Bắc Mê implemented reviewed 35-NQ/TW
        Huyện ủy Yên Minh not_implemented issued_plan 35-NQ/TW""",
    ),
    "another document by its type and what it is about": (
        f"Huyện ủy Bắc Mê đã quán triệt {CT05}. Huyện ủy Yên Minh chưa ban hành Nghị quyết về nhân sự. "
        "Huyện ủy Mèo Vạc chưa cụ thể hóa Chỉ thị của Tỉnh ủy.",
        "Huyện ủy Bắc Mê implemented disseminated 05-CT/TW",
    ),
    "visited": (f"Đoàn công tác làm việc với Huyện ủy Bắc Mê về quán triệt {NQ35}.", ""),
}


@pytest.mark.parametrize(("text", "rows"), ACTS.values(), ids=ACTS)
def test_a_unit_that_acts_has_a_row(text: str, rows: str) -> None:
    assert told(typed(text)) == {line.strip() for line in rows.splitlines()}


@pytest.mark.parametrize(("text", "rows"), TRAPS.values(), ids=TRAPS)
def test_a_unit_that_is_only_named_has_none(text: str, rows: str) -> None:
    assert told(typed(text)) == {line.strip() for line in rows.splitlines()}


TABLES = {
    "a column of marks": (
        f"Biểu tình hình thực hiện {CT05}\n"
        "TT|Đơn vị|Ban hành kế hoạch|Sơ kết\n1|Huyện Bắc Mê|x|x\n2|Huyện Yên Minh|x|chưa\n3|Huyện Quản Bạ||-\n",
        """Huyện Bắc Mê implemented issued_plan 05-CT/TW
        Huyện Bắc Mê implemented reviewed 05-CT/TW
        Huyện Yên Minh implemented issued_plan 05-CT/TW
        Huyện Yên Minh not_implemented reviewed 05-CT/TW""",
    ),
    "a column of words": (
        f"1. Việc thực hiện {NQ35}\n"
        "Đơn vị|Kết quả|Số lượng\nHuyện ủy Bắc Mê|Đã ban hành kế hoạch|12\nHuyện ủy Yên Minh|Đang xây dựng kế hoạch|0\n"
        "Huyện ủy Xín Mần|Chưa ban hành|0\n",
        """Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW
        Huyện ủy Yên Minh in_progress issued_plan 35-NQ/TW
        Huyện ủy Xín Mần not_implemented issued_plan 35-NQ/TW""",
    ),
    "directives over the columns": (
        "Đơn vị|Chỉ thị số 05-CT/TW|Nghị quyết số 35-NQ/TW\nHuyện Bắc Mê|Đã triển khai|Chưa triển khai\n"
        "Huyện Yên Minh|✓|\n",
        """Huyện Bắc Mê implemented other 05-CT/TW
        Huyện Bắc Mê not_implemented other 35-NQ/TW
        Huyện Yên Minh implemented other 05-CT/TW""",
    ),
    "units over the columns": (
        "Văn bản|Huyện Bắc Mê|Huyện Yên Minh\nChỉ thị số 05-CT/TW|Đã sơ kết|Chưa sơ kết\n",
        """Huyện Bắc Mê implemented reviewed 05-CT/TW
        Huyện Yên Minh not_implemented reviewed 05-CT/TW""",
    ),
    "a mark under «chưa»": (
        f"Tình hình ban hành kế hoạch thực hiện {NQ35}\n"
        "Đơn vị|Đã ban hành|Chưa ban hành\nHuyện Bắc Mê|x|\nHuyện Yên Minh||x\n",
        """Huyện Bắc Mê implemented issued_plan 35-NQ/TW
        Huyện Yên Minh not_implemented issued_plan 35-NQ/TW""",
    ),
    "a table of something else": (
        "Kết quả thu ngân sách tháng 5\nĐơn vị|Đã nộp|Chưa nộp\nHuyện Bắc Mê|x|\nHuyện Yên Minh||x\n",
        "",
    ),
    "figures are no acts": (
        f"Biểu tình hình thực hiện {CT05}\nĐơn vị|Số tập thể|Số cá nhân\nHuyện Bắc Mê|12|34\nHuyện Yên Minh|3|5\n",
        "",
    ),
}


@pytest.mark.parametrize(("text", "rows"), TABLES.values(), ids=TABLES)
def test_a_table_tells_who_did_what(text: str, rows: str) -> None:
    assert told(typed(text)) == {line.strip() for line in rows.splitlines()}


def test_a_note_carries_the_list() -> None:
    extraction = typed(
        f"Nhiều đơn vị đã tổ chức quán triệt {NQ35} nghiêm túc, tiêu biểu^1. Công tác khác được duy trì.\n",
        "Các huyện: Bắc Mê, Yên Minh.",
    )
    assert told(extraction) == {
        "Huyện Bắc Mê implemented disseminated 35-NQ/TW",
        "Huyện Yên Minh implemented disseminated 35-NQ/TW",
    }


def test_a_note_gives_each_unit_its_plan() -> None:
    extraction = typed(
        f"Đến nay, 02 huyện ủy đã ban hành kế hoạch thực hiện {NQ35}^1.\n",
        "Huyện ủy Bắc Mê (Kế hoạch số 12-KH/HU, ngày 03/4/2024); Huyện ủy Yên Minh (Kế hoạch số 15-KH/HU, ngày 05/4).",
    )
    assert told(extraction) == {
        "Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW",
        "Huyện ủy Yên Minh implemented issued_plan 35-NQ/TW",
    }


def test_a_note_of_another_sentence_adds_nothing() -> None:
    extraction = typed(
        f"Nhiều đơn vị đã tổ chức quán triệt {NQ35}. Tham gia hội thao^1 có 05 đoàn.\n", "Các huyện: Bắc Mê, Yên Minh."
    )
    assert told(extraction) == set()


def test_the_letter_that_asks_for_a_report_is_not_its_subject() -> None:
    extraction = typed(
        "Thực hiện Công văn số 120-CV/BTGTU, ngày 10/4/2024 của Ban Tuyên giáo Tỉnh ủy, Huyện ủy Bắc Mê báo cáo kết "
        "quả như sau:\n1. Đảng ủy xã Yên Cường chưa đăng ký mô hình.\n",
        head=DISTRICT.replace("kết quả công tác tháng 5 năm 2024", f"sơ kết 05 năm thực hiện {KL49}"),
    )
    assert told(extraction) == {
        "Huyện ủy Bắc Mê implemented reviewed 49-KL/TW",
        "Đảng ủy xã Yên Cường not_implemented registered_models 49-KL/TW",
    }


def test_a_heading_that_names_a_directive_is_no_deed_of_the_reporter() -> None:
    extraction = typed(
        f"1. Triển khai {NQ35}\nToàn tỉnh giảm 17 phòng.\n2. Thực hiện {KL49} về khuyến học\n"
        "Huyện ủy Bắc Mê đã ban hành kế hoạch.\n"
    )
    assert told(extraction) == {"Huyện ủy Bắc Mê implemented issued_plan 49-KL/TW"}


def test_an_old_day_in_a_subject_is_not_when_it_was_done() -> None:
    extraction = typed(
        "Thực hiện Công văn số 120-CV/BTGTU, ngày 10/4/2024 tuyên truyền kỷ niệm 70 năm chiến thắng (07/5/1954 - "
        "07/5/2024), Huyện ủy Bắc Mê đã ban hành kế hoạch.\n",
        head=HEAD.replace("tháng 5 năm 2024\nI-", "trọng tâm\nI-"),
    )
    periods = [(row.period_start, row.period_end) for row in implementations(extraction)]
    assert periods == [(None, None)]


def test_what_stands_under_a_plan_is_planned() -> None:
    extraction = typed(
        PLANS + f"1. Huyện ủy Bắc Mê ban hành kế hoạch thực hiện {NQ35}.\n2. Sơ kết 05 năm thực hiện {KL49}.\n"
    )
    assert told(extraction) == {
        "Huyện ủy Bắc Mê planned issued_plan 35-NQ/TW",
        "Văn phòng Tỉnh ủy planned reviewed 49-KL/TW",
    }
    assert {(row.period_start, row.period_end) for row in implementations(extraction)} == {
        (date(2024, 6, 1), date(2024, 6, 30))
    }


def test_a_report_without_a_named_subject_speaks_of_the_organ_that_its_letterhead_names() -> None:
    extraction = typed(f"1. Ban hành Kế hoạch số 15-KH/HU, ngày 02/5/2024 thực hiện {NQ35}.\n", head=DISTRICT)
    assert told(extraction) == {"Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW"}


def test_a_body_that_no_register_knows_does_not_act_as_the_district_in_its_name() -> None:
    head = DISTRICT.replace("HUYỆN ỦY BẮC MÊ", "BAN GIÁM SÁT HUYỆN BẮC MÊ")
    assert set() == told(typed(f"1. Ban hành Kế hoạch số 15/KH-BGS thực hiện {NQ35}.\n", head=head))


def test_an_office_that_no_list_has_acts_as_itself() -> None:
    head = DISTRICT.replace("HUYỆN ỦY BẮC MÊ", "PHÒNG THI ĐUA HUYỆN BẮC MÊ")
    expected = {"Phòng Thi đua huyện Bắc Mê implemented issued_plan 35-NQ/TW"}
    assert expected == told(typed(f"1. Ban hành Kế hoạch số 15/KH-PTĐ thực hiện {NQ35}.\n", head=head))


def test_a_report_that_does_not_say_whose_it_is_gives_the_act_to_nobody() -> None:
    head = "BÁO CÁO\nkết quả công tác tháng 5 năm 2024 của tỉnh Hà Giang\nI- KẾT QUẢ\n"
    assert told(typed(f"1. Ban hành kế hoạch thực hiện {NQ35}.\n", head=head)) == set()


def test_a_heading_that_names_a_unit_gives_it_what_stands_below() -> None:
    extraction = typed(
        f"1. Huyện ủy Bắc Mê\n- Ban hành kế hoạch thực hiện {NQ35}.\n"
        f"2. Huyện ủy Yên Minh\n- Tổ chức quán triệt {CT05}.\n"
    )
    assert told(extraction) == {
        "Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW",
        "Huyện ủy Yên Minh implemented disseminated 05-CT/TW",
    }


def test_the_title_of_a_report_names_the_directive_for_all_of_it() -> None:
    head = HEAD.replace("kết quả công tác tháng 5 năm 2024", f"kết quả 05 năm thực hiện {KL49}")
    extraction = typed(
        "1. Huyện ủy Bắc Mê đã ban hành kế hoạch.\n2. Huyện ủy Yên Minh chưa ban hành kế hoạch.\n", head=head
    )
    assert told(extraction) == {
        "Huyện ủy Bắc Mê implemented issued_plan 49-KL/TW",
        "Huyện ủy Yên Minh not_implemented issued_plan 49-KL/TW",
    }


def test_dang_uy_khoi_in_its_own_report_is_the_block_that_reports() -> None:
    head = DISTRICT.replace("HUYỆN ỦY BẮC MÊ", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN TỈNH")
    assert {"Đảng ủy Khối các cơ quan tỉnh implemented issued_plan 05-CT/TW"} == told(
        typed(f"Đảng ủy Khối đã ban hành kế hoạch thực hiện {CT05}.\n", head=head)
    )


def test_a_bare_committee_is_that_of_the_reporting_district() -> None:
    extraction = typed(f"1. Ban Thường vụ Huyện ủy đã ban hành kế hoạch thực hiện {NQ35}.\n", head=DISTRICT)
    assert told(extraction) == {"Ban Thường vụ Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW"}


def test_a_bare_committee_in_the_report_of_a_province_stays_open() -> None:
    assert told(typed(f"1. Ban Thường vụ Huyện ủy đã ban hành kế hoạch thực hiện {NQ35}.\n")) == set()


def test_in_the_report_of_a_district_a_commune_is_its_own() -> None:
    head = DISTRICT.replace("HÀ GIANG", "QUẢNG TRỊ").replace("HUYỆN ỦY BẮC MÊ", "THÀNH ỦY ĐÔNG HÀ")
    extraction = typed(f"1. Đảng ủy phường 2 đã tổ chức quán triệt {NQ35}.\n", head=head.replace("Hà Giang", "Đông Hà"))
    assert [(row.unit_name, row.unit_id.partition("/")[0]) for row in implementations(extraction)] == [
        ("Đảng ủy phường 2", "VN45.461.19342")
    ]


def test_who_is_told_to_act_among_the_tasks_to_come_is_planned_to() -> None:
    extraction = typed(PLANS + f"1. Chỉ đạo các huyện ủy: Bắc Mê, Yên Minh xây dựng kế hoạch thực hiện {NQ35}.\n")
    assert told(extraction) == {
        "Huyện ủy Bắc Mê planned issued_plan 35-NQ/TW",
        "Huyện ủy Yên Minh planned issued_plan 35-NQ/TW",
    }


def test_who_is_advised_among_the_tasks_to_come_does_not_act_and_who_is_the_pilot_does() -> None:
    review = (
        f"1. Tham mưu Tỉnh ủy tổ chức hội nghị tổng kết {NQ35}; chọn Thành ủy Hà Giang, Huyện ủy Bắc Mê làm điểm.\n"
    )
    assert told(typed(PLANS + review)) == {
        "Văn phòng Tỉnh ủy planned reviewed 35-NQ/TW",
        "Thành ủy Hà Giang planned other 35-NQ/TW",
        "Huyện ủy Bắc Mê planned other 35-NQ/TW",
    }


def test_a_plan_is_an_act_of_who_issues_it_and_all_in_it_is_planned() -> None:
    head = DISTRICT.replace("BÁO CÁO\nkết quả công tác tháng 5 năm 2024", f"KẾ HOẠCH\nthực hiện {NQ35}").replace(
        "BC/", "KH/"
    )
    extraction = typed(f"1. Đảng ủy xã Yên Định tổ chức quán triệt {NQ35}.\n", head=head)
    assert told(extraction) == {
        "Huyện ủy Bắc Mê implemented issued_plan 35-NQ/TW",
        "Đảng ủy xã Yên Định planned disseminated 35-NQ/TW",
    }


def test_from_what_commands_nobodys_deeds_are_read() -> None:
    head = HEAD.replace("BÁO CÁO\nkết quả công tác tháng 5 năm 2024", "CHỈ THỊ\nvề công tác tuyên giáo").replace(
        "BC/", "CT/"
    )
    assert told(typed(f"1. Huyện ủy Bắc Mê tổ chức quán triệt {NQ35}.\n", head=head)) == set()


def test_every_row_leads_to_its_words() -> None:
    extraction = typed(
        f"Mở đầu. Trong tháng 4/2024, Huyện ủy Bắc Mê đã tổ chức quán triệt {NQ35}; "
        "riêng huyện Xín Mần chưa triển khai.\n"
    )
    done, not_done = implementations(extraction)
    text = extraction.document.text
    assert [extraction.mentions[at].text for at in done.evidence] == ["Huyện ủy Bắc Mê", "Nghị quyết số 35-NQ/TW"]
    assert [extraction.mentions[at].text for at in not_done.evidence] == ["Nghị quyết số 35-NQ/TW", "huyện Xín Mần"]
    assert done.span.slice(text).startswith("Trong tháng 4/2024, Huyện ủy Bắc Mê")
    assert not_done.span.slice(text) == "riêng huyện Xín Mần chưa triển khai"
    assert (done.words, not_done.words) == ("đã tổ chức quán triệt", "chưa triển khai")
    assert (done.period_start, done.period_end) == (date(2024, 4, 1), date(2024, 4, 30))
    assert (not_done.period_start, not_done.period_end) == (date(2024, 5, 1), date(2024, 5, 31))
    assert (done.place, not_done.place) == ("Huyện Bắc Mê", "Huyện Xín Mần")


def test_words_begin_after_what_closes_the_statement_before() -> None:
    extraction = extract(read(REPORTS / "report.docx"))
    texts = {one.span.slice(extraction.document.text) for one in implementations(extraction)}
    assert any(text.startswith("Huyện Mèo Vạc chỉ đạo") for text in texts)  # «Nổi bật: Huyện Mèo Vạc chỉ đạo …»
    assert set() == {text for text in texts if text[0] in ".,;:"}


def test_relations_of_directives_stand_with_their_cue() -> None:
    extraction = typed(
        "Tuyên truyền Chương trình số 58-CTr/TU, ngày 12/3/2024 của Ban Thường vụ Tỉnh ủy về thực hiện Chỉ thị số "
        "28-CT/TW; quán triệt Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị "
        "số 05-CT/TW. "
        "Báo cáo số 20-BC/TU, ngày 03/4/2024 tổng kết 10 năm thực hiện Kết luận số 94-KL/TW. "
        "Quy định số 22-QĐ/TW, ngày 28/7/2021 thay thế Quy định số 30-QĐ/TW. "
        "Quyết định số 11-QĐ/TU, ngày 03/4/2024 sửa đổi, bổ sung một số điều của Quyết định số 10-QĐ/TU. "
        "Tờ trình số 62-TTr/BTG, ngày 08/4/2024 về việc bãi bỏ Quyết định số 12-QĐ/TU. "
        "Kế hoạch số 21-KH/TU, ngày 08/4/2024 về kiểm tra việc thực hiện Quyết định số 13-QĐ/TU. "
        "Triển khai Chỉ thị số 13-CT/TW, thực hiện Nghị quyết số 39-NQ/TU và Kết luận số 49-KL/TW.\n"
    )
    text = extraction.document.text
    assert [
        (r.directive_id.partition("@")[0], r.relation, r.to_directive_id.partition("@")[0], r.cue.slice(text))
        for r in relations(extraction)
    ] == [
        ("58-CTr/TU", "implements", "28-CT/TW", "thực hiện"),
        ("01-KL/TW", "continues", "05-CT/TW", "tiếp tục thực hiện"),
        ("20-BC/TU", "sums_up", "94-KL/TW", "tổng kết"),
        ("22-QĐ/TW", "replaces", "30-QĐ/TW", "thay thế"),
        ("11-QĐ/TU", "amends", "10-QĐ/TU", "sửa đổi"),
    ]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Nghị định số 63/2010/NĐ-CP, được sửa đổi, bổ sung bởi Nghị định số 92/2017/NĐ-CP", ["92 amends 63"]),
        ("Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 (sửa đổi tại Nghị định số 92/2017/NĐ-CP)", ["92 amends 63"]),
        (
            "Nghị định số 63/2010/NĐ-CP đã được sửa đổi một số điều theo Nghị định số 48/2013/NĐ-CP và Nghị định số "
            "92/2017/NĐ-CP",
            ["48 amends 63", "92 amends 63"],
        ),
        (
            "Nghị định số 63/2010/NĐ-CP, được sửa đổi bởi các Nghị định số 48/2013/NĐ-CP, 92/2017/NĐ-CP",
            ["48 amends 63", "92 amends 63"],
        ),
        ("Quy định số 30-QĐ/TW nay được thay bằng Quy định số 22-QĐ/TW", ["22 replaces 30"]),
        ("Quyết định số 59/QĐ-UB bị bãi bỏ, thay thế bởi Quyết định số 77/QĐ-UBND", ["77 replaces 59"]),
        ("Thông tư số 06/2008/TT-BNV sửa đổi Khoản 2 Mục III Phần I, Thông tư số 04/2008/TT-BNV", ["06 amends 04"]),
        ("Quyết định số 91-QĐ/TW bổ sung thẩm quyền trong một số điều của Quy định số 31-QĐ/TW", ["91 amends 31"]),
        (
            "Quyết định số 31/QĐ-UBND sửa đổi một số điều của Quy chế ban hành kèm theo Quyết định số 13/QĐ-UBND",
            ["31 amends 13"],
        ),
        (
            "Quyết định số 25/QĐ-UBND thay thế các Quyết định: số 61/QĐ-UBND, số 70/QĐ-UBND",
            ["25 replaces 61", "25 replaces 70"],
        ),
        ("Quyết định số 35/QĐ-UBND về việc hủy bỏ Quyết định số 12/QĐ-UBND", ["35 replaces 12"]),
        ("Nghị quyết số 5/2024/NQ-HĐND bãi bỏ toàn bộ Nghị quyết số 12/2019/NQ-HĐND", ["5 replaces 12"]),
        ("Nghị quyết số 5/2024/NQ-HĐND bãi bỏ Điều 3 Nghị quyết số 12/2019/NQ-HĐND", ["5 amends 12"]),
        ("Kết luận số 118-KL/TW về điều chỉnh, bổ sung Chỉ thị số 35-CT/TW", ["118 amends 35"]),
        (
            "Thông tư số 12/2019/TT-BNV quy định chi tiết thi hành một số điều của Nghị định số 91/2017/NĐ-CP",
            ["12 implements 91"],
        ),
        ("Quy chế ban hành kèm theo Quyết định số 10/QĐ-UBND, Quyết định số 12/QĐ-UBND", []),
        ("Quyết định số 10/QĐ-UBND hết hiệu lực kể từ ngày Quyết định số 15/QĐ-UBND có hiệu lực", []),
        ("Báo cáo số 62-BC/BTG về việc thay thế Quyết định số 12-QĐ/TU", []),
        ("Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 sửa đổi Nghị định số 92/2017/NĐ-CP ngày 07/8/2017", []),
    ],
)
def test_what_changes_a_directive_and_what_is_changed(sentence: str, told: list[str]) -> None:
    found = relations(typed(f"{sentence}.\n"))
    pairs = [(r.directive_id.replace("-", "/"), r.relation, r.to_directive_id.replace("-", "/")) for r in found]
    assert told == [f"{one.partition('/')[0]} {relation} {other.partition('/')[0]}" for one, relation, other in pairs]


def test_what_was_changed_since_is_carried_out_all_the_same() -> None:
    passive = "Nghị định số 63/2010/NĐ-CP (được sửa đổi bởi Nghị định số 92/2017/NĐ-CP)"
    assert "Huyện ủy Bắc Mê implemented issued_plan 63/2010/NĐ-CP" in told(
        typed(f"1. Huyện ủy Bắc Mê đã ban hành kế hoạch thực hiện {passive}.\n")
    )


def test_the_monthly_report_tells_who_did_what() -> None:
    extraction = extract(read(REPORTS / "report.docx"))
    rows = implementations(extraction)
    districts = {
        (
            row.directive_id.partition("@")[0],
            row.place if row.place.startswith(("Huyện", "Thành phố")) else row.unit_name,
            row.status,
        )
        for row in rows
        if row.place.startswith(("Huyện", "Thành phố", "Xã", "Thị trấn")) or row.unit_name.startswith("Đảng ủy")
    }
    done = [
        "Bắc Mê",
        "Yên Minh",
        "Đồng Văn",
        "Bắc Quang",
        "Quản Bạ",
        "Quang Bình",
        "Xín Mần",
        "Hoàng Su Phì",
        "Mèo Vạc",
    ]
    assert districts == {
        *(("05-CT/TW", f"Huyện {name}", "implemented") for name in done),
        ("05-CT/TW", "Thành phố Hà Giang", "implemented"),
        ("05-CT/TW", "Đảng ủy Khối cơ quan - doanh nghiệp tỉnh", "implemented"),
        *(("05-CT/TW", f"Huyện {name}", "not_implemented") for name in ("Vị Xuyên", "Mèo Vạc")),
        *(("05-CT/TW", f"Đảng ủy {name} tỉnh", "not_implemented") for name in ("Công an", "Quân sự", "Biên phòng")),
        *(("35-NQ/TW", f"Huyện {name}", "monitored") for name in ("Mèo Vạc", "Vị Xuyên", "Quang Bình")),
        ("35-NQ/TW", "Đảng ủy Quân sự tỉnh", "monitored"),
    }
    assert {
        ("70-KL/TW", "Ban Tuyên giáo Tỉnh ủy", "implemented"),
        ("42-CT/TW", "Ban Tuyên giáo Tỉnh ủy", "implemented"),
        ("94-KL/TW", "Ban Tuyên giáo Tỉnh ủy", "planned"),
        ("49-KL/TW", "Ban Tuyên giáo các huyện và tương đương", "implemented"),
        ("39-NQ/TU", "Ban Tuyên giáo Tỉnh ủy", "planned"),
        ("28-CT/TW", "Ban Thường vụ Tỉnh ủy", "implemented"),
    } <= {(row.directive_id.partition("@")[0], row.unit_name, row.status) for row in rows}
