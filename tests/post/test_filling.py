"""Values in words, and words as text and HTML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanse.post.filling import Unfilled, as_text, faults_of, fill_body, fill_subject, variables_of
from hanse.post.kinds import Markdown
from hanse.post.rendering import FootLine, first_words, to_text, whole_html, whole_text
from hanse.ui.markdown import render_markdown

LINE = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60)
HOSTILE = ("*x*", "_y_", "__init__", "# head", "> q", "- a", "+ a", "1. one", "2) two", "[a](http://evil.example)",
           "<b>x</b>", "![i](http://evil.example/p.png)", "`code`", "a | b", "&amp; &lt;", "\\*", "~~~", "===", "{name}",
           "http://a.example and more", "a\tb", "***", "snake_case_name")  # fmt: skip
SITE = "https://year.example"


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_reads_as_the_text_that_it_is(value: str) -> None:
    assert to_text(as_text(value)).split() == value.split()


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_makes_no_element_of_its_own(value: str) -> None:
    html = render_markdown("Dear " + fill_body("{v}", {"v": value}) + ", see you.")
    assert html.count("<") == 2, html  # the paragraph and nothing else


@given(LINE)
def test_no_line_becomes_more_than_a_paragraph(value: str) -> None:
    html = str(render_markdown(fill_body("Dear {v}.", {"v": value.replace("http", "")})))
    assert html.startswith("<p>")
    assert html.count("<") == 2


@given(LINE)
def test_subjects_stay_on_one_line(value: str) -> None:
    assert "\n" not in fill_subject("To {v}\r\nBcc: x", {"v": value + "\r\nBcc: y"})
    assert "\r" not in fill_subject("{v}", {"v": value + "\r\n"})


def test_lines_of_a_value_stay_lines() -> None:
    assert to_text(fill_body("Note: {v}", {"v": "one\ntwo\n\n# three"})) == "Note: one\ntwo\n# three\n"


def test_a_whole_address_becomes_a_link_wherever_it_stands() -> None:
    address = "https://year.example.org/a_b?x=1&y=(2)"
    for words in ("See {link}.", "See <{link}>.", "See [here]({link})."):
        html = render_markdown(fill_body(words, {"link": address}))
        assert 'href="https://year.example.org/a_b?x=1&amp;y=%282%29"' in html, words


def test_an_address_that_runs_something_becomes_no_link() -> None:
    assert "href" not in render_markdown(fill_body("{link}", {"link": "javascript:alert(1)"}))


def test_markdown_of_ours_goes_in_as_it_is() -> None:
    assert fill_body("{v}", {"v": Markdown("**bold**")}) == "**bold**"


def test_signs_that_turn_words_around_are_taken_out() -> None:
    assert as_text("Amara\u202e\u2066 gpj.exe\x07") == "Amara gpj.exe"


def test_attributes_of_values_cannot_be_read() -> None:
    for words in ("{name.__class__}", "{name[0]}", "{0}", "{}", "{Name}"):
        with pytest.raises(Unfilled):
            fill_body(words, {"name": "x", "Name": "y"})


def test_braces_written_twice_are_signs() -> None:
    assert fill_body("{{name}} is {name}", {"name": "x"}) == "{name} is x"


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(Unfilled) as caught:
        fill_body("{a} {b} {c}", {"b": "x"})
    assert caught.value.names == ("a", "c")


def test_variables_and_faults_are_found() -> None:
    assert variables_of("{a} {{b}} {c} {a}") == ["a", "c"]
    assert faults_of("{a} {b} }", ["a"]) == (["b"], True)


def test_plain_text_keeps_lists_quotes_links_and_tables_readable() -> None:
    text = to_text(
        "# Head\n\nA *word* and a [link](https://x.example/).\n\n1. one\n2. two\n   - inner\n\n> quoted\n\n---\n\n<https://y.example/a_b>"
    )
    assert text == (
        "Head\n\nA word and a link <https://x.example/>.\n\n1. one\n2. two\n  - inner\n\n> quoted\n\n——————————\n\nhttps://y.example/a_b\n"
    )


def test_the_foot_begins_with_the_mark_of_signatures() -> None:
    text = whole_text("Hello.", [FootLine("Stop", "https://x.example/")], SITE)
    assert text.endswith("\n-- \nStop\nhttps://x.example/\n")


def test_the_html_of_a_mail_says_its_language_and_title_and_escapes_both() -> None:
    html = whole_html('<b>"Hi"</b>', "Hello.", [], "ko", SITE)
    assert '<html lang="ko">' in html
    assert "<title>&lt;b&gt;&quot;Hi&quot;&lt;/b&gt;</title>" in html


def test_first_words_end_at_a_word() -> None:
    assert first_words("One two three.\n\nFour.", 12) == "One two…"
