# ruff: noqa: E501 - a subject is not cut
"""Directives and offices of two provinces before 1 July 2025, for made reports: «39-NQ/TU» is another one in each."""

from __future__ import annotations

from datetime import date

from extractors.lexicon import rows
from tests.benchmarks.archive_facts import Directive, Member, Office

_BCT, _BBT = "Bộ Chính trị", "Ban Bí thư"
_XI, _XII, _XIII = (f"Ban Chấp hành Trung ương Đảng khóa {term}" for term in ("XI", "XII", "XIII"))
_TTG = "Thủ tướng Chính phủ"

# Numbers, dates and subjects as published; two «01-KL/TW», «26-NQ/TW», «30-CT/TW», «35-CT/TW» of different terms.
CENTRAL = tuple(
    Directive(kind, symbol, date(*day), issuer, subject)
    for kind, symbol, day, issuer, subject in (
        ("Kết luận", "01-KL/TW", (2016, 4, 4), _BCT, "tiếp tục thực hiện chiến lược xây dựng và hoàn thiện hệ thống pháp luật Việt Nam"),
        ("Kết luận", "01-KL/TW", (2021, 5, 18), _BCT, "tiếp tục đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
        ("Chỉ thị", "05-CT/TW", (2016, 5, 15), _BCT, "đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
        ("Nghị quyết", "35-NQ/TW", (2018, 10, 22), _BCT, "tăng cường bảo vệ nền tảng tư tưởng của Đảng, đấu tranh phản bác các quan điểm sai trái, thù địch trong tình hình mới"),
        ("Nghị quyết", "18-NQ/TW", (2017, 10, 25), _XII, "tiếp tục đổi mới, sắp xếp tổ chức bộ máy của hệ thống chính trị tinh gọn, hoạt động hiệu lực, hiệu quả"),
        ("Nghị quyết", "19-NQ/TW", (2017, 10, 25), _XII, "tiếp tục đổi mới hệ thống tổ chức và quản lý, nâng cao chất lượng và hiệu quả hoạt động của các đơn vị sự nghiệp công lập"),
        ("Nghị quyết", "26-NQ/TW", (2008, 8, 5), "Ban Chấp hành Trung ương Đảng khóa X", "nông nghiệp, nông dân, nông thôn"),
        ("Nghị quyết", "26-NQ/TW", (2018, 5, 19), _XII, "tập trung xây dựng đội ngũ cán bộ các cấp, nhất là cấp chiến lược, đủ phẩm chất, năng lực và uy tín, ngang tầm nhiệm vụ"),
        ("Nghị quyết", "33-NQ/TW", (2014, 6, 9), _XI, "xây dựng và phát triển văn hóa, con người Việt Nam đáp ứng yêu cầu phát triển bền vững đất nước"),
        ("Nghị quyết", "29-NQ/TW", (2013, 11, 4), _XI, "đổi mới căn bản, toàn diện giáo dục và đào tạo"),
        ("Kết luận", "21-KL/TW", (2021, 10, 25), _XIII, "đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị"),
        ("Kết luận", "51-KL/TW", (2019, 5, 30), _BBT, "tiếp tục đổi mới căn bản, toàn diện giáo dục và đào tạo"),
        ("Kết luận", "76-KL/TW", (2020, 6, 4), _BCT, "xây dựng và phát triển văn hóa, con người Việt Nam"),
        ("Chỉ thị", "40-CT/TW", (2014, 11, 22), _BBT, "tăng cường sự lãnh đạo của Đảng đối với tín dụng chính sách xã hội"),
        ("Kết luận", "06-KL/TW", (2021, 6, 10), _BBT, "nâng cao hiệu quả tín dụng chính sách xã hội"),
        ("Chỉ thị", "13-CT/TW", (2017, 1, 12), _BBT, "tăng cường sự lãnh đạo của Đảng đối với công tác quản lý, bảo vệ và phát triển rừng"),
        ("Chỉ thị", "20-CT/TW", (2018, 1, 18), _BBT, "tiếp tục đẩy mạnh, nâng cao chất lượng nghiên cứu, biên soạn, tuyên truyền, giáo dục lịch sử Đảng"),
        ("Chỉ thị", "23-CT/TW", (2018, 2, 9), _BBT, "đổi mới, nâng cao chất lượng, hiệu quả học tập, nghiên cứu, vận dụng và phát triển chủ nghĩa Mác - Lênin"),
        ("Chỉ thị", "30-CT/TW", (1998, 2, 18), _BCT, "xây dựng và thực hiện quy chế dân chủ ở cơ sở"),
        ("Chỉ thị", "30-CT/TW", (2019, 1, 22), _BBT, "tăng cường sự lãnh đạo của Đảng và trách nhiệm quản lý của Nhà nước đối với công tác bảo vệ quyền lợi người tiêu dùng"),
        ("Chỉ thị", "17-CT/TW", (2022, 10, 21), _BBT, "tăng cường bảo đảm an ninh, an toàn thực phẩm trong tình hình mới"),
        ("Chỉ thị", "35-CT/TW", (2019, 5, 30), _BCT, "đại hội đảng bộ các cấp tiến tới Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"),
        ("Quy định", "37-QĐ/TW", (2021, 10, 25), _XIII, "những điều đảng viên không được làm"),
        ("Quy định", "08-QĐi/TW", (2018, 10, 25), _XII, "trách nhiệm nêu gương của cán bộ, đảng viên"),
        ("Nghị định", "30/2020/NĐ-CP", (2020, 3, 5), "Chính phủ", "công tác văn thư"),
        ("Quyết định", "1719/QĐ-TTg", (2021, 10, 14), _TTG, "phê duyệt Chương trình mục tiêu quốc gia phát triển kinh tế - xã hội vùng đồng bào dân tộc thiểu số và miền núi giai đoạn {years:2021-2030}"),
        ("Quyết định", "263/QĐ-TTg", (2022, 2, 22), _TTG, "phê duyệt Chương trình mục tiêu quốc gia xây dựng nông thôn mới giai đoạn {years:2021-2025}"),
        ("Quyết định", "06/QĐ-TTg", (2022, 1, 6), _TTG, "phát triển ứng dụng dữ liệu về dân cư, định danh và xác thực điện tử"),
        ("Nghị quyết", "111/2024/QH15", (2024, 1, 18), "Quốc hội", "một số cơ chế, chính sách đặc thù thực hiện các chương trình mục tiêu quốc gia"),
    )
)  # fmt: skip

_TU, _BTV = "Ban Chấp hành Đảng bộ tỉnh", "Ban Thường vụ Tỉnh ủy"
PROVINCIAL = {
    "Yên Bái": tuple(
        Directive(kind, symbol, date(*day), issuer, subject)
        for kind, symbol, day, issuer, subject in (
            ("Nghị quyết", "39-NQ/TU", (2021, 1, 15), _BTV, "phát triển giáo dục và đào tạo vùng cao giai đoạn {years:2021-2025}"),
            ("Nghị quyết", "51-NQ/TU", (2021, 7, 16), _BTV, "chuyển đổi số đến {year:2025}, định hướng đến {year:2030}"),
            ("Chương trình hành động", "130-CTr/TU", (2022, 12, 14), _BTV, "nhiệm vụ trọng tâm {year:2023}"),
            ("Chỉ thị", "09-CT/TU", (2022, 3, 28), _BTV, "nâng cao Chỉ số hạnh phúc của người dân"),
            ("Kế hoạch", "86-KH/TU", (2022, 6, 20), _BTV, "học tập chuyên đề về xây dựng con người Yên Bái thân thiện, nhân ái"),
            ("Đề án", "11-ĐA/TU", (2022, 9, 5), _BTV, "củng cố tổ chức cơ sở đảng ở thôn, bản, tổ dân phố"),
        )
    ),
    "Quảng Trị": tuple(
        Directive(kind, symbol, date(*day), issuer, subject)
        for kind, symbol, day, issuer, subject in (
            ("Nghị quyết", "39-NQ/TU", (2022, 11, 8), _TU, "phát triển kinh tế biển và vùng ven biển đến {year:2030}"),
            ("Nghị quyết", "04-NQ/TU", (2021, 11, 24), _TU, "sắp xếp, ổn định dân cư vùng thiên tai giai đoạn {years:2021-2025}"),
            ("Chỉ thị", "20-CT/TU", (2022, 4, 12), _BTV, "tăng cường công tác rà phá bom mìn, vật nổ sau chiến tranh"),
            ("Chương trình hành động", "61-CTHĐ/TU", (2021, 8, 30), _TU, "đổi mới phương thức lãnh đạo của cấp ủy các cấp"),
            ("Kế hoạch", "146-KH/TU", (2023, 2, 17), _BTV, "nâng cao chất lượng sinh hoạt chi bộ"),
            ("Kết luận", "112-KL/TU", (2023, 3, 29), _BTV, "công tác phòng cháy, chữa cháy rừng"),
        )
    ),
}  # fmt: skip

# As offices spell it, where the register of the statistics office spells otherwise.
_SPELT = {"Mù Căng Chải": "Mù Cang Chải", "Đa Krông": "Đakrông", "Hướng Hóa": "Hướng Hoá"}
_ABBREVIATED = {"Huyện": "HU", "Thành phố": "TU", "Thị xã": "TXU"}
_SEAT = {"huyện": "Huyện ủy", "thành phố": "Thành ủy", "thị xã": "Thị ủy"}
_PROVINCES = {"Yên Bái": ("VN15", "yb"), "Quảng Trị": ("VN45", "qt")}


def committee_of(place: Member) -> Member:
    """The Party committee that leads a place: «Huyện ủy Văn Chấn», «Đảng ủy xã Sơn A»."""
    head = _SEAT.get(place.head)
    name = f"{head} {place.tail}" if head else f"Đảng ủy {place.head} {place.tail}"
    full = f"{head} {place.name.removeprefix(place.head.capitalize())[1:]}" if head else name
    return Member(full, "party_committee", head or f"Đảng ủy {place.head}", place.tail, place.name)


def people_committee_of(place: Member) -> Member:
    """The people's committee of a place: «Ủy ban nhân dân huyện Văn Chấn»."""
    return Member(f"Ủy ban nhân dân {place.name}", "agency", f"UBND {place.head}", place.tail, place.name)


def places(table: str, under: str) -> tuple[Member, ...]:
    """The districts or communes of the register below an id that were there before July 2025."""
    found = []
    for row in rows(table):
        if row["unit_id"].startswith(under + ".") and row["valid_to"]:
            for head in ("Huyện", "Thành phố", "Thị xã", "Xã", "Phường", "Thị trấn"):
                if row["name"].startswith(head + " "):
                    tail = row["name"][len(head) + 1 :]
                    kind = "district" if table == "districts" else "commune"
                    found.append(Member(row["name"], kind, head.lower(), _SPELT.get(tail, tail), row["name"]))
    return tuple(found)


def committees() -> tuple[Member, ...]:
    """The Party committees right below a provincial one, besides the districts."""
    tails = ("Công an tỉnh", "Quân sự tỉnh", "Biên phòng tỉnh", "Khối cơ quan và doanh nghiệp tỉnh")
    return tuple(Member(f"Đảng ủy {tail}", "party_committee", "Đảng ủy", tail) for tail in tails)


def offices() -> tuple[Office, ...]:
    """The reporting organs: in each province its agencies, districts on both sides, committees and two communes."""
    both = [tuple(_of_province(province)) for province in _PROVINCES]
    return tuple(office for pair in zip(*both, strict=True) for office in pair)


def _of_province(province: str) -> list[Office]:
    code, letters = _PROVINCES[province]
    districts = tuple(one for one in places("districts", code) if one.tail != "Cồn Cỏ")[:9]
    ids = {row["name"]: row["unit_id"] for row in rows("districts") if row["unit_id"].startswith(code + ".")}
    own = PROVINCIAL[province]
    top = f"TỈNH ỦY {province.upper()}"
    found: list[Office] = []
    lines: tuple[str, ...]
    for name, tag in (("Ban Tuyên giáo", "BTGTU"), ("Văn phòng", "VPTU"), ("Ban Dân vận", "BDVTU")):
        member = Member(f"{name} Tỉnh ủy", "agency", f"{name} Tỉnh ủy", "")
        lines, short = (top, name.upper(), "*"), f"{name} Tỉnh ủy"
        found.append(
            Office(member, "province", "party", lines, tag, province, province, f"{letters}-{tag.lower()}", districts, committees(), short, "tỉnh", own)
        )  # fmt: skip
    for at, place in enumerate(districts):
        communes = places("communes", ids[place.name])
        upper = f"{place.head} {place.tail}".upper()
        if at % 3 == 2:
            member, side, short = people_committee_of(place), "state", f"UBND {place.head}"
            tag, lines = "UBND", ("ỦY BAN NHÂN DÂN", upper)
        elif at % 3 == 1:
            seat = committee_of(place)
            member = Member(
                f"Ban Tuyên giáo {seat.name}", "agency", f"Ban Tuyên giáo {seat.head}", place.tail, place.name
            )
            side, short = "party", f"Ban Tuyên giáo {seat.head}"
            lines, tag = (
                (f"{seat.head} {place.tail}".upper(), "BAN TUYÊN GIÁO", "*"),
                "BTG" + _ABBREVIATED[place.head.capitalize()],
            )
        else:
            member, side = committee_of(place), "party"
            short, tag = member.head, _ABBREVIATED[place.head.capitalize()]
            lines = (top, f"{member.head} {place.tail}".upper(), "*")
        found.append(Office(member, "district", side, lines, tag, place.tail, province, f"{letters}-{at}-{tag.lower()}", communes, (), short, place.head, own))  # fmt: skip
    for member in committees()[:2]:
        lines = (top, f"{member.head} {member.tail}".upper(), "*")
        found.append(Office(member, "committee", "party", lines, "ĐU", province, province, f"{letters}-{member.tail.split()[0].lower()}", (), (), "Đảng ủy", "", own))  # fmt: skip
    commune = places("communes", ids[districts[6].name])[3]
    member = committee_of(commune)
    lines = (f"{_SEAT[districts[6].head]} {districts[6].tail}".upper(), f"{member.head} {member.tail}".upper(), "*")
    found.append(Office(member, "commune", "party", lines, "ĐU", commune.tail, province, f"{letters}-xa", (), (), member.head, "", own))  # fmt: skip
    return found
