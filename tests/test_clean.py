"""Cleaning gives one spelling to every letter, and loses none."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean import clean


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (normalize("NFD", "Đảng ủy xã Thượng Phùng"), "Đảng ủy xã Thượng Phùng"),
        ("QÐ/TW, ðồng chí", "QĐ/TW, đồng chí"),
        ("số\u00a031\u202f-\u2003QĐ", "số 31 - QĐ"),
        ("70\u2011KL/TW", "70-KL/TW"),
        ("2015–2020 — nay", "2015–2020 — nay"),
        ("\ufeffBáo\u200b cáo\u00ad tháng\u200d 5", "Báo cáo tháng 5"),
        ("a\x00b\x1bc\x7fd\x9f", "abcd"),
        ("một\thai\nba", "một\thai\nba"),
        ("một\r\nhai\rba\u2028bốn\x0cnăm", "một\nhai\nba\nbốn\nnăm"),
        ("ch\ufffd \ue001 \uf0b7", "ch\ufffd \ue001 \uf0b7"),
        ("lẻ\ud83d loi\udc00", "lẻ loi"),
        ("Tỉnh uỷ, Tỉnh ủy, hoà, hòa", "Tỉnh uỷ, Tỉnh ủy, hoà, hòa"),
        ("tie\u0301\u0302n bô\u0323", "tiến bộ"),
        ("ch\u0103\u0301c nặ\u200bng", "chắc nặng"),
        ("giữ  hai khoảng trống", "giữ  hai khoảng trống"),
        ("", ""),
    ],
)
def test_each_character_becomes_its_plain_form(written: str, expected: str) -> None:
    assert expected == clean(written)


# Surrogates too: a PDF's text layer may hold one alone.
_ANY_TEXT = st.text(st.characters() | st.sampled_from("\u0302\u0306\u0301\u0300Ðð\u00a0\u200b\ufeff\ud800\r\né"))


@given(_ANY_TEXT)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    assert clean(text) == clean(clean(text))


@given(_ANY_TEXT)
def test_a_clean_text_is_composed_and_can_be_stored(text: str) -> None:
    cleaned = clean(text)
    assert is_normalized("NFC", cleaned)
    assert cleaned == cleaned.encode("utf-8").decode("utf-8")
    assert not {"\x00", "\r", "\u00a0", "\ufeff", "\u200b", "Ð"} & set(cleaned)


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyắằẳẵặếềểễệốộớợứự ABCĐ0123456789-/.,;:()\n\t"))
def test_plain_vietnamese_stays_as_printed(text: str) -> None:
    assert normalize("NFC", text) == clean(text)
