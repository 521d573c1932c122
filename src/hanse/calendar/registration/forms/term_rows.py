"""Rows of the terms: quotas and questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hanse.calendar.choices import Audience
from hanse.calendar.forms.activity import languages
from hanse.calendar.registration.choices import QuestionKind
from hanse.calendar.registration.drafts import QuestionDraft, QuotaDraft
from hanse.calendar.registration.forms.questions import YES
from hanse.calendar.registration.models import Question, Quota
from hanse.members.choices import Category, Kind, Region
from hanse.ui.filters import whole_number

MOST_ROWS = 60
MOST_OPTIONS = 60
WITH_OPTIONS = (QuestionKind.CHOICE, QuestionKind.SEVERAL)


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple)


class _Row(forms.Form):
    """A row in two parts: what one sees at once, and what is unfolded."""

    first: ClassVar[tuple[str, ...]] = ()

    def head(self) -> list[BoundField]:
        """The fields that one sees at once, and those that nobody sees."""
        return [field for field in self if field.is_hidden or field.name in self.first]

    def body(self) -> list[BoundField]:
        """The others."""
        return [field for field in self if not field.is_hidden and field.name not in self.first]

    def is_open(self) -> bool:
        """Whether there is something to see in the part that is folded."""
        return any(field.errors for field in self.body())


class QuotaRow(_Row):
    """Seats kept for some."""

    first = ("name", "seats", *(f"name_{code}" for code, _language in settings.LANGUAGES))
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    seats = forms.IntegerField(
        label=_("Seats"), min_value=0, max_value=100_000, required=False,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
    )  # fmt: skip
    audiences = _several(_("Audiences"), Audience.choices)
    kinds = _several(_("Kinds of organisation"), Kind.choices)
    categories = _several(_("Categories of membership"), Category.choices)
    regions = _several(_("Regions"), Region.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in languages():
            label = f"{self.fields['name'].label} ({name})"
            self.fields[f"name_{code}"] = forms.CharField(label=label, max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """A quota has a name and a number."""
        found: dict[str, Any] = super().clean() or {}
        said = any(value not in ("", None, []) for name, value in found.items() if name != "pk")
        if said and not found.get("name") and "name" not in self.errors:
            self.add_error("name", gettext("Give it a name, or empty the whole row."))
        if said and found.get("seats") is None and "seats" not in self.errors:
            self.add_error("seats", gettext("How many seats?"))
        return found

    def draft(self) -> QuotaDraft:
        """The row."""
        clean = self.cleaned_data
        texts = {code: {"name": clean[f"name_{code}"]} for code, _name in languages() if clean[f"name_{code}"]}
        return QuotaDraft(
            pk=clean["pk"],
            name=clean["name"],
            seats=clean["seats"],
            kinds=tuple(clean["kinds"]),
            categories=tuple(clean["categories"]),
            regions=tuple(clean["regions"]),
            audiences=tuple(clean["audiences"]),
            translations=texts,
        )


class QuestionRow(_Row):
    """A question of the form."""

    first = ("label", "kind", "is_required")
    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=60)
    label = forms.CharField(label=_("Question"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind.choices, required=False)
    help = forms.CharField(label=_("Help"), max_length=500, required=False)
    is_required = forms.BooleanField(label=_("Must be answered"), required=False)
    options = forms.CharField(
        label=_("Options"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, for “one of several” and “several of several”."),
    )  # fmt: skip
    shown_if = forms.IntegerField(
        label=_("Only if question number"), min_value=1, max_value=MOST_ROWS, required=False,
        widget=forms.NumberInput(attrs={"class": "input input--short", "inputmode": "numeric"}),
        help_text=_("The number of a question above it. Left empty, it is always asked."),
    )  # fmt: skip
    shown_is = forms.CharField(
        label=_("is answered"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Its options, one a line. For a consent leave it empty."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in languages():
            for field in ("label", "help", "options"):
                widget = forms.Textarea(attrs={"rows": 3}) if field == "options" else forms.TextInput()
                self.fields[f"{field}_{code}"] = forms.CharField(
                    label=f"{self.fields[field].label} ({name})", max_length=10_000, required=False, widget=widget
                )

    def clean(self) -> dict[str, Any]:
        """A question has words, and options where it offers some."""
        found: dict[str, Any] = super().clean() or {}
        said = any(value for name, value in found.items() if name not in ("key", "kind"))
        if said and not found.get("label") and "label" not in self.errors:
            self.add_error("label", gettext("What do you ask? Write the question, or empty the whole row."))
        if not said:
            return found
        lines = _lines(found.get("options", ""))
        if found.get("kind") in WITH_OPTIONS and len(lines) < 2:
            self.add_error("options", gettext("Offer at least two options, one a line."))
        if len(lines) > MOST_OPTIONS:
            self.add_error("options", gettext("Offer fewer options: up to 60."))
        for code, _name in languages():
            translated = _lines(found.get(f"options_{code}", ""))
            if translated and len(translated) != len(lines):
                says = gettext("There are %(count)s options, and as many lines must stand here, in their order.")
                self.add_error(f"options_{code}", says % {"count": len(lines)})
        return found

    def draft(self, rows: Sequence[dict[str, Any]], places: Sequence[int]) -> QuestionDraft:
        """The row. `rows` are all rows of the form, `places` where each that says something stands among those."""
        clean = self.cleaned_data
        options = options_of(clean["options"]) if clean["kind"] in WITH_OPTIONS else ()
        on = clean["shown_if"] - 1 if clean["shown_if"] else None
        return QuestionDraft(
            key=clean["key"],
            kind=clean["kind"] or QuestionKind.TEXT,
            label=clean["label"],
            help=clean["help"],
            is_required=clean["is_required"],
            options=options,
            shown_if_row=places[on] if on is not None and on < len(places) else on,
            shown_if_is=_values(rows[on], clean["shown_is"]) if on is not None and on < len(rows) else (),
            translations=self._translations(options),
        )

    def _translations(self, options: Sequence[dict[str, str]]) -> dict[str, dict[str, Any]]:
        clean, found = self.cleaned_data, {}
        for code, _name in languages():
            texts: dict[str, Any] = {n: clean[f"{n}_{code}"] for n in ("label", "help") if clean[f"{n}_{code}"]}
            lines = _lines(clean[f"options_{code}"])
            if lines and options:
                texts["options"] = {one["value"]: line for one, line in zip(options, lines, strict=True)}
            if texts:
                found[code] = texts
        return found


def options_of(text: str) -> tuple[dict[str, str], ...]:
    """Options by the value that answers keep: made from the words, and different for each."""
    found: list[dict[str, str]] = []
    taken: set[str] = set()
    for label in _lines(text):
        wanted = slugify(label, allow_unicode=True)[:60].strip("-") or "option"
        candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
        value = next(one for one in candidates if one not in taken)
        taken.add(value)
        found.append({"value": value, "label": label})
    return tuple(found)


def quota_rows(quotas: Sequence[Quota], data: QueryDict | None = None, *, more: bool = False) -> Any:
    """The quotas as rows, with an empty one to be filled."""
    initial = [
        {
            "pk": quota.pk,
            **{name: getattr(quota, name) for name in ("name", "seats", "kinds", "categories", "regions", "audiences")},
            **{f"name_{code}": (quota.translations or {}).get(code, {}).get("name", "") for code, _n in languages()},
        }
        for quota in quotas
    ]
    return _rows(QuotaRow, "quotas", initial, data, more=more)


def question_rows(questions: Sequence[Question], data: QueryDict | None = None, *, more: bool = False) -> Any:
    """The questions as rows, with an empty one to be filled."""
    numbers = {question.key: number for number, question in enumerate(questions, 1)}
    by_key = {question.key: question for question in questions}
    initial = []
    for question in questions:
        row = {name: getattr(question, name) for name in ("key", "label", "kind", "help", "is_required")}
        row["options"] = "\n".join(option["label"] for option in question.options)
        condition = question.shown_if or {}
        if condition:
            on = by_key.get(condition["question"])
            labels = {option["value"]: option["label"] for option in on.options} if on else {}
            row["shown_if"] = numbers.get(condition["question"])
            row["shown_is"] = "\n".join(labels.get(one, one) for one in condition["is"] if one != YES)
        for code, _name in languages():
            texts = (question.translations or {}).get(code, {})
            row |= {f"{name}_{code}": texts.get(name, "") for name in ("label", "help")}
            labels = texts.get("options", {})
            row[f"options_{code}"] = (
                "\n".join(labels.get(o["value"], o["label"]) for o in question.options) if labels else ""
            )
        initial.append(row)
    return _rows(QuestionRow, "questions", initial, data, more=more)


def filled(rows: Any) -> list[Any]:
    """The rows that say something."""
    empty = ("pk", "key", "kind")
    return [
        form
        for form in rows.forms
        if any(value not in ("", None, [], False) for name, value in form.cleaned_data.items() if name not in empty)
    ]


def question_drafts(rows: Any) -> list[QuestionDraft]:
    """The questions; those that hang on another name it by its place among those that say something."""
    kept = filled(rows)
    places, count = [], 0
    for form in rows.forms:
        places.append(count)
        count += form in kept
    cleaned = [form.cleaned_data for form in rows.forms]
    return [form.draft(cleaned, places) for form in kept]


def _rows(form: type[forms.Form], prefix: str, initial: list[Any], data: QueryDict | None, *, more: bool) -> Any:
    made = forms.formset_factory(form, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
    given = data
    if data is not None and more:
        given = data.copy()
        total = data.get(f"{prefix}-TOTAL_FORMS", "")
        given[f"{prefix}-TOTAL_FORMS"] = str(min((whole_number(total) or 0) + 2, MOST_ROWS))
    return made(given, initial=initial, prefix=prefix)


def _values(row: dict[str, Any], text: str) -> tuple[str, ...]:
    """The values that a condition names by the words of its question's options."""
    if row.get("kind") == QuestionKind.CONSENT:
        return (YES,)
    values = {option["label"].casefold(): option["value"] for option in options_of(row.get("options", ""))}
    return tuple(values.get(line.casefold(), line) for line in _lines(text))


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip()[:200] for line in text.splitlines() if line.strip()))
