"""The words of the record: every kind of thing and every act that the code can put on record has some, also in Korean."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation import override

from hanse.calendar.loading.schema import FILES
from hanse.members.choices import StepKind
from hanse.year.trail.acts import ACTS, KINDS, MODELS
from hanse.year.trail.words import Words
from tests.factories.record import make_act

SOURCE = Path(__file__).resolve().parents[2] / "src/hanse"
HANGUL = re.compile("[가-힣]")
# What is no constant where it is written: steps of an application, and kinds that a loader makes of files.
MADE = {"verb": set(StepKind.values) | {"load"}, "kind": {file.kind for file in FILES} | {"year", "area", "programme"}}
WRITES = {"record", "compose", "note_act"}


def constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


def said(name: str) -> set[str]:
    """All texts that the code gives as the verb, or the kind, of an act: directly, or through a function of the module."""
    found = set(MADE[name])
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        if not any(called(node) in {*WRITES, "revise_activity", "keep", "note", "save"} for node in calls):
            continue
        own = {n.name: [a.arg for a in n.args.args] for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        for node in calls:
            given = [k.value for k in node.keywords if k.arg == name and called(node) in {*WRITES, *own, "keep"}]
            kept = called(node) in ("keep", "note") or (called(node) == "save" and isinstance(node.func, ast.Name))
            names = own.get(called(node)) or (["row", "verb"] if kept else [])
            if name in names and name == "verb":
                given += node.args[names.index(name) : names.index(name) + 1]
            found |= {text for value in given for text in constants(value)}
        found |= {
            text
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and ["verb"] == [name] == [getattr(t, "id", "") for t in node.targets]
            for text in constants(node.value)
        }
    return found


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_the_code_is_read_as_it_is_written() -> None:
    assert {"try on oneself", "change-password", "renew agreement", "lead-on", "submitted", "offer", "confirm"} <= said(
        "verb"
    )
    assert {"correspondent", "agreement", "webhook", "contacts", "person", "terms"} <= said("kind")


def test_every_kind_and_every_act_has_words() -> None:
    assert sorted(said("kind") - KINDS.keys()) == []
    assert sorted(said("verb") - ACTS.keys()) == []


@pytest.mark.django_db
def test_none_of_them_is_shown_in_english_to_a_reader_of_korean(mina: Client) -> None:
    for kind in KINDS:
        make_act(kind=kind, verb="add")
    for verb in ACTS:
        make_act(kind="activity", verb=verb)
    page = mina.get("/trail/", headers={"accept-language": "ko"}).content.decode()
    for name in ("kind", "verb"):
        options = re.search(rf'<select class="input" id="{name}".*?</select>', page, re.S)
        assert options
        labels = re.findall(r'<option value="[^"]+"[^>]*>([^<]+)<', options[0])
        assert len(labels) > 40
        assert [label for label in labels if not HANGUL.search(label) and label != "API 토큰"] == []


def test_words_of_rooms_are_in_korean_for_each_pair() -> None:
    with override("ko"):
        words = Words.of_rooms()
        assert [pair for pair, text in words.verbs.items() if not HANGUL.search(text)] == []
        assert [kind for kind in MODELS for text in words.fields[kind].values() if not text] == []


@pytest.mark.django_db
def test_acts_read_in_one_way_in_english(mina: Client) -> None:
    make_act(kind="agreement", verb="add agreement", label="Water pact")
    make_act(kind="application", verb="submitted", label="Jeju")
    page = mina.get("/trail/").content.decode()
    assert "add agreement" not in re.sub(r'value="[^"]*"', "", page)
    assert "application for membership" in page


@pytest.mark.django_db
def test_verbs_that_read_alike_are_one_choice_and_find_all_of_them(mina: Client) -> None:
    make_act(kind="person", verb="add", label="Ben Okello")
    make_act(kind="organisation", verb="create", label="Kampala")
    make_act(kind="organisation", verb="merge", label="Jeju")
    page = mina.get("/trail/?verb=create").content.decode()
    assert page.count(">added</option>") == 1
    assert "Ben Okello" in page
    assert "Kampala" in page
    assert "Jeju" not in page
