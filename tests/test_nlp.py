"""The same mentions in spaCy, over underthesea's words, with every character where it stands."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import EXTRACTORS
from pipeline.nlp import find_all, find_words

REPORT = (
    "Ban Tuyên giáo Tỉnh uỷ tham mưu ban hành 16 văn bản thực hiện Kết luận số 70-KL/TW, ngày 31/01/2024 "
    "của Bộ Chính trị.\nCác huyện: Mèo Vạc, Vị Xuyên  có trên 4.100 lượt quan tâm theo dõi."
)
LABELS = [extractor.label for extractor in EXTRACTORS]


def test_anyone_can_add_a_pipe_to_a_blank_vietnamese() -> None:
    nlp = spacy.blank("vi")
    nlp.add_pipe("baocao_citations")
    doc = nlp(REPORT)
    assert [span.text for span in doc.spans["citations"]] == ["Kết luận số 70-KL/TW"]
    assert doc.spans["citations"][0]._.value.symbol == "70-KL/TW"


def test_the_span_groups_hold_exactly_the_extractors_mentions() -> None:
    nlp = spacy.blank("vi")
    for label in LABELS:
        nlp.add_pipe(f"baocao_{label}")
    doc = nlp(REPORT)
    spans = {(label, span.start_char, span.end_char) for label in LABELS for span in doc.spans[label]}
    assert spans == {(mention.label, mention.start, mention.end) for mention in find_all(REPORT)}


def test_the_words_are_underthesea_s_where_no_mention_cuts_them() -> None:
    doc = spacy.blank("vi")("Toàn ngành tham mưu xây dựng báo cáo hằng tháng.")
    assert "tham mưu" in [token.text for token in doc]


def test_another_tokenizer_only_widens_the_span_to_its_words() -> None:
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.add_pipe("baocao_citations")
    doc = nlp(REPORT)
    assert [span.text for span in doc.spans["citations"]] == ["Kết luận số 70-KL/TW,"]


def test_a_pipeline_is_saved_and_loaded_again(tmp_path: object) -> None:
    nlp = spacy.blank("vi")
    nlp.add_pipe("baocao_dates")
    nlp.to_disk(f"{tmp_path}/saved")
    again = spacy.load(f"{tmp_path}/saved")
    doc = again(REPORT)
    assert [span.text for span in doc.spans["dates"]] == ["31/01/2024"]


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("aàăđêộưỷ 0123./,-:;()“”\n\tABĐ"), max_size=80))
def test_no_character_is_lost_whatever_the_text(text: str) -> None:
    assert spacy.blank("vi")(text).text == text


@pytest.mark.parametrize("text", ["hoà bình, thuỷ sản", "  hai   ba  ", "70-KL/TW", "", "a\n\nb"])
def test_words_are_pieces_of_the_text_as_printed(text: str) -> None:
    words = list(find_words(text))
    assert "".join(text[start:end] for start, end in words).replace(" ", "") == "".join(text.split())
