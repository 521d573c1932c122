"""The rules of the house that no linter sees."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hanse"
FLOORS = [
    "engines",
    "typeset",
    "ui",
    "audit",
    "accounts",
    "tokens",
    "members",
    "post",
    "webhooks",
    "joining",
    "calendar",
    "registration",
    "interest",
    "regions",
    "year",
    "importing",
]
MODULES = [p for p in sorted(SOURCE.rglob("*.py")) if "migrations" not in p.parts]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_keep_to_400_lines_and_imports_stand_at_the_top(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert "TODO" not in text
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"
            assert not any(isinstance(inner, ast.Import | ast.ImportFrom) for inner in ast.walk(node)), node.name


def test_foreign_keys_point_down() -> None:
    for model in apps.get_models():
        if not model.__module__.startswith("hanse."):
            continue
        own = FLOORS.index(model._meta.app_label)
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                target = field.related_model
                assert isinstance(target, type)
                assert FLOORS.index(target._meta.app_label) <= own, f"{model.__name__}.{field.name}"


def test_no_model_saves_in_its_own_way_and_no_signals_are_ours() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert "def save(self" not in text, path
        assert "GenericForeignKey" not in text, path
        assert "post_save" not in text, path


def test_templates_include_only_the_ui_or_their_own_room() -> None:
    for path in SOURCE.rglob("templates/**/*.html"):
        parts = path.relative_to(SOURCE).parts
        rooms = parts[: parts.index("templates")]  # a room within a room has templates under its own name
        for name in re.findall(r'{% (?:include|extends) "([^"]+)"', path.read_text(encoding="utf-8")):
            assert name.split("/")[0] in {"ui", *rooms}, f"{path}: {name}"


def test_no_address_of_a_registry_stands_in_a_lock() -> None:
    for path in (ROOT / "requirements").iterdir():
        assert "http" not in path.read_text(encoding="utf-8"), path


def test_the_two_dark_blocks_of_the_tokens_are_equal() -> None:
    css = (SOURCE / "ui/static/ui/css/tokens.css").read_text(encoding="utf-8")
    device = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', css, re.S)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', css, re.S)
    assert device
    assert chosen
    assert device[1].split() == chosen[1].split()


def test_every_dependency_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("dependencies = [", 1)[1].split("\n]", 1)[0]
    for line in filter(None, (line.strip() for line in block.splitlines())):
        assert "#" in line, line
