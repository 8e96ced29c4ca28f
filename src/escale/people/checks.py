"""A field nobody decided how long to keep stops the project from starting."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

from escale.people.policy import Policy, policy


def every_field_has_a_rule(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Hold retention.yaml against every model of the project: nothing forgotten, nothing twice, nothing unknown."""
    return list(disagreements(policy()))


def disagreements(written: Policy) -> Iterator[CheckMessage]:
    answers = Counter(written.answers())
    deleted = {model for model, name in answers if name == "*"}
    fields = dict(_fields())
    for model, names in fields.items():
        for name in names:
            times = answers[model, name] + (model in deleted)
            if times == 0:
                yield Error(
                    f"{model}.{name} has no retention rule.",
                    hint="Say in people/retention.yaml how long it is kept, or why it may stay.",
                    id="people.E001",
                )
            elif times > 1:
                yield Error(f"{model}.{name} has more than one retention rule.", id="people.E002")
    for model, name in answers:
        if name != "*" and name not in fields.get(model, ()):
            yield Error(f"{model}.{name} has a retention rule and doesn’t exist.", id="people.E003")


def _fields() -> Iterator[tuple[str, list[str]]]:
    for model in apps.get_models():
        written = [*model._meta.local_concrete_fields, *model._meta.local_many_to_many]
        inherited = [field for field in model._meta.fields if field not in written]
        names = [field.name for field in [*written, *inherited] if not field.auto_created]
        yield model._meta.label, names
