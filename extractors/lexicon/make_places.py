"""Makes provinces.csv, districts.csv and communes.csv of the State's lists.

`python -m extractors.lexicon.make_places ../shared/data`, run by hand when a list changes. README.md in this folder
says what the identifiers mean and where the facts come from.
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import regex

from extractors.patterns import fold, one_tone

HERE = Path(__file__).parent
LAST_OLD, FIRST_NEW = "2025-06-30", "2025-07-01"


class Row(NamedTuple):
    """One line of a list that is written: a place, when it stood, and what it became."""

    unit_id: str
    name: str
    valid_from: str = ""
    valid_to: str = ""
    successor_ids: str = ""
    also: str = ""
    source: str = ""


class Merger(NamedTuple):
    """One line of the conversion table: an old commune, and the new one that took it or a part of it."""

    old_province: str
    old_district: str
    old_district_name: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str
    new_province: str


# Provinces that ended before the lists begin.
FORMER_PROVINCES = (
    Row("VN28", "Tỉnh Hà Tây", "", "2008-07-31", "VN01", "", "15/2008/QH12"),
    Row("VN46@1989", "Tỉnh Thừa Thiên Huế", "", "2024-12-31", "VN46", "", "175/2024/QH15"),
)
# Districts that ended before the lists begin: their codes are those of the list of 2023, or of the act that ended them.
FORMER_DISTRICTS = (
    Row("VN04.044", "Huyện Thông Nông", "", "2020-02-29", "VN04.045", "", "864/NQ-UBTVQH14"),
    Row("VN04.046", "Huyện Trà Lĩnh", "", "2020-02-29", "VN04.047", "", "864/NQ-UBTVQH14"),
    Row("VN04.050", "Huyện Phục Hòa", "", "2020-02-29", "VN04.049", "", "864/NQ-UBTVQH14"),
    Row("VN17.151", "Huyện Kỳ Sơn", "", "2019-12-31", "VN17.148", "", "830/NQ-UBTVQH14"),
    Row("VN22.204", "Huyện Hoành Bồ", "", "2019-12-31", "VN22.193", "", "837/NQ-UBTVQH14"),
    Row("VN24.221", "Huyện Yên Dũng", "", "2024-12-31", "VN24.213", "", "gso2023"),
    Row("VN36.358", "Huyện Mỹ Lộc", "", "2024-08-31", "VN36.356", "", "gso2023"),
    Row("VN37.369", "Thành phố Ninh Bình", "", "2024-12-31", "VN37.374", "", "gso2023"),
    Row("VN37.374@1981", "Huyện Hoa Lư", "", "2024-12-31", "VN37.374", "", "gso2023"),
    Row("VN38.405", "Huyện Đông Sơn", "", "2024-12-31", "VN38.380", "", "gso2023"),
    Row("VN40.413", "Thị xã Cửa Lò", "", "2024-11-30", "VN40.412", "", "gso2023"),
    Row("VN42.448", "Huyện Lộc Hà", "", "2024-12-31", "VN42.445", "", "gso2023"),
    Row("VN46.474@1989", "Thành phố Huế", "", "2024-12-31", "VN46.474 VN46.475", "", "gso2023"),
    Row("VN46.483", "Huyện Nam Đông", "", "2024-12-31", "VN46.482", "", "gso2023"),
    Row("VN49.519", "Huyện Nông Sơn", "", "2024-12-31", "VN49.509", "", "gso2023"),
    Row("VN68.683", "Huyện Cát Tiên", "", "2024-11-30", "VN68.682", "", "gso2023"),
    Row("VN77.752", "Huyện Long Điền", "", "2024-12-31", "VN77.753", "", "gso2023"),
    Row("VN79.762", "Quận Thủ Đức", "", "2020-12-31", "VN79.769", "", "1111/NQ-UBTVQH14"),
    Row("VN79.763", "Quận 9", "", "2020-12-31", "VN79.769", "", "1111/NQ-UBTVQH14"),
    Row("VN79.769@1997", "Quận 2", "", "2020-12-31", "VN79.769", "", "1111/NQ-UBTVQH14"),
)
_CODED = regex.compile(r"(?P<name>.+?) \((?P<code>\d+)\)")


def clean_name(raw: str) -> str:
    """The name in the one form that the register prints.

    >>> clean_name("Thị Xã  Mộc Châu"), clean_name("Thị trấn N.T Phong Hải"), clean_name("Phường 01")
    ('Thị xã Mộc Châu', 'Thị trấn Nông trường Phong Hải', 'Phường 1')
    """
    name = " ".join(one_tone(raw.replace("’", "'").replace("–", "-")).split())
    name = regex.sub(r"^(?:Thành Phố|Thị Xã|Thị Trấn|Đặc Khu)\b", lambda found: found.group().capitalize(), name)
    name = regex.sub(r"^Xa\b", "Xã", name)
    name = regex.sub(r"\bN\.T\b\.?|\bNT\b\.?|\bNông Trường\b", "Nông trường", name)
    return regex.sub(r"\b0+(?=\d)", "", name)


def read_lines(path: Path) -> Iterator[list[str]]:
    """The lines of a list, their cells composed, with single spaces."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.reader(file):
            yield [" ".join(unicodedata.normalize("NFC", cell).split()) for cell in line]


def read_old(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Names of the old provinces and districts, and of the old communes, by identifier."""
    upper: dict[str, str] = {}
    communes: dict[str, str] = {}
    for line in read_lines(folder / "units-before-2025-07.csv"):
        if line[1].isdigit():
            province = f"VN{line[1]}"
            district = f"{province}.{line[3]}"
            upper[province], upper[district] = clean_name(line[0]), clean_name(line[2])
            if line[5]:
                communes[f"{district}.{line[5]}"] = clean_name(line[4])
    return upper, communes


def read_mergers(folder: Path, upper: dict[str, str]) -> list[Merger]:
    """The conversion table, its old side under the identifiers of `upper`."""
    # The table's own column of old provinces errs (Tân An is under «Tiền Giang»); a district's code stands in one only.
    districts = {unit_id[-3:]: unit_id for unit_id in upper if "." in unit_id}
    mergers = []
    for line in read_lines(folder / "units-conversion-2025-07.csv"):
        if line[2:3] and line[2].isdigit():
            district = districts[_code(line[6])]
            old_name = clean_name(line[3]) if line[4] else ""
            new = line[2], clean_name(line[1]), f"VN{_code(line[0])}"
            mergers.append(Merger(district[:4], district, clean_name(line[6].split(" (")[0]), line[4], old_name, *new))
    return mergers


def _plain(name: str) -> str:
    return regex.sub(r"^(?:Tỉnh|Thành phố) ", "", name)


def _code(coded: str) -> str:
    found = _CODED.fullmatch(coded)
    if found is None:
        raise ValueError(f"no code in brackets: {coded!r}")
    return found["code"]


def read_new_provinces(folder: Path) -> dict[str, str]:
    """Names of the 34 provinces by code («VN08»); those that are no city are a «Tỉnh»."""
    names = {f"VN{line[0]}": line[1] for line in read_lines(folder / "units-since-2025-07-provinces.csv")}
    return {code: name if name.startswith("Thành phố") else f"Tỉnh {name}" for code, name in names.items()}


def read_new_codes(folder: Path) -> dict[tuple[str, str], str]:
    """The final code of each new commune, by its province's bare name and its own folded name."""
    lines = (line for line in read_lines(folder / "units-since-2025-07-communes.csv") if line[0].isdigit())
    return {(_plain(line[2].replace("Tp ", "Thành phố ")), fold(clean_name(line[1]))): line[0] for line in lines}


def province_rows(
    upper: dict[str, str], new: dict[str, str], mergers: list[Merger]
) -> tuple[list[Row], dict[str, str]]:
    """The rows of the provinces of both eras, and the identifier of each new one by its code.

    A province that took in no other is one row without an end; one that was made anew bears «@2025».
    """
    parts: dict[str, set[str]] = defaultdict(set)
    for merger in mergers:
        parts[merger.new_province].add(merger.old_province)
    old = {unit_id: name for unit_id, name in upper.items() if "." not in unit_id}
    ids = {code: code if parts[code] == {code} and old[code] == new[code] else f"{code}@2025" for code in new}
    successor = {part: ids[code] for code, whole in parts.items() for part in whole}
    rows = [
        Row(unit_id, name, "2025-01-01" if unit_id == "VN46" else "", source="gso2025")
        if successor[unit_id] == unit_id
        else Row(unit_id, name, "", LAST_OLD, successor[unit_id], "", "gso2025")
        for unit_id, name in old.items()
    ]
    rows += [Row(ids[code], new[code], FIRST_NEW, source="202/2025/QH15") for code in new if ids[code] not in old]
    return rows + list(FORMER_PROVINCES), ids


def district_rows(upper: dict[str, str], mergers: list[Merger]) -> list[Row]:
    """The rows of the districts; only those that ended before 2025 have a successor. «Mộc Châu» was also a thị xã."""
    later = {merger.old_district: merger.old_district_name for merger in mergers}
    also = {unit_id: name for unit_id, name in later.items() if name != upper[unit_id]}
    rows = [
        Row(unit_id, name, "", LAST_OLD, "", also.get(unit_id, ""), "gso2025")
        for unit_id, name in upper.items()
        if "." in unit_id
    ]
    return rows + list(FORMER_DISTRICTS)


def commune_rows(
    communes: dict[str, str],
    mergers: list[Merger],
    new: dict[str, str],
    ids: dict[str, str],
    codes: dict[tuple[str, str], str],
) -> list[Row]:
    """The rows of the communes of both eras, the old ones with their successors."""
    named = {(unit_id.rpartition(".")[0], fold(name)): unit_id for unit_id, name in communes.items()}
    same_name = {named[key] for m in mergers if (key := (m.old_district, fold(m.old_name))) in named}
    names, made = dict(communes), dict[str, str]()
    successors, also = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for merger in mergers:
        code = codes.get((_plain(new[merger.new_province]), fold(merger.new_name)), merger.new_code)
        new_id = f"{ids[merger.new_province]}.{code}"
        made[new_id] = merger.new_name
        if merger.old_code:
            coded = f"{merger.old_district}.{merger.old_code}"
            old_id = named.get((merger.old_district, fold(merger.old_name)), coded)
            if old_id in same_name and old_id == coded and fold(names[old_id]) != fold(merger.old_name):
                old_id = f"{coded}a"  # the code was given to another commune in a merger of 2024
            names.setdefault(old_id, merger.old_name)
            if fold(names[old_id]) != fold(merger.old_name) and merger.old_name not in also[old_id]:
                also[old_id].append(merger.old_name)
            if new_id not in successors[old_id]:
                successors[old_id].append(new_id)
    old_rows = [
        Row(u, name, "", LAST_OLD, " ".join(successors[u]), "|".join(also[u]), "gso2025") for u, name in names.items()
    ]
    return old_rows + [Row(u, name, FIRST_NEW, source="19/2025/QĐ-TTg") for u, name in made.items()]


def write(name: str, rows: list[Row]) -> None:
    """Write `name`.csv beside this file, ordered by identifier, so that the units of a province stand together."""
    with (HERE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(sorted(rows))


def main(folder: Path) -> None:
    """Read the lists in `folder` and write the three files of the register."""
    upper, communes = read_old(folder)
    new = read_new_provinces(folder)
    mergers = read_mergers(folder, upper)
    provinces, ids = province_rows(upper, new, mergers)
    write("provinces", provinces)
    write("districts", district_rows(upper, mergers))
    write("communes", commune_rows(communes, mergers, new, ids, read_new_codes(folder)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
