"""The status of a page with a form: 200, or 422 when the form is shown again with what must be corrected."""

from django.forms import BaseForm

REFUSED = 422


def status_of(*shown: BaseForm) -> int:
    """422 as soon as one of the forms shown has an error."""
    return REFUSED if any(form.errors for form in shown) else 200
