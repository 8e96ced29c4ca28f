"""What Wagtail asks before each gesture, answered from the roles of Escale: no group, no staff, no permission kept in a row.

The gate (`gate.py`) writes on the user, for the length of a request, the membership she writes under. Without it, nothing
is allowed: neither a task of the worker, nor a page outside the editor, ever holds a permission of Wagtail.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from escale.accounts.models import Membership, User
from escale.writing import rules

OPENS = "wagtailadmin.access_admin"
READS = frozenset({"view", "choose"})
WRITES = frozenset({"add", "change", "delete"})


def writing_as(user: Any) -> Membership | None:
    """The membership this request writes under, when it went through the gate."""
    membership = getattr(user, "writing_as", None)
    return membership if isinstance(membership, Membership) else None


class WritingBackend(BaseBackend):
    """Opens the editor to whoever the gate let through; it signs nobody in."""

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        membership = writing_as(user_obj)
        if membership is None:
            return False
        return perm == OPENS or (perm in PUBLISHES and rules.may_publish(membership))


PUBLISHES: set[str] = set()
"""Names of permissions Wagtail's menu of gestures reads on the user, one for each kind of text."""


class OrganizationPolicy(BasePermissionPolicy):
    """Members who write do so in their own organization; `publish` follows its own rule."""

    def __init__(self, model: type[Model], *, erasable: bool = True) -> None:
        super().__init__(model)
        self.gestures = READS | WRITES if erasable else (READS | WRITES) - {"delete"}

    def user_has_permission(self, user: Any, action: str) -> bool:
        membership = writing_as(user)
        if membership is None:
            return False
        if action == "publish":
            return rules.may_publish(membership)
        return action in self.gestures and rules.may_write(membership)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        membership = writing_as(user)
        if membership is None or instance.organization_id != membership.organization_id:
            return False
        return self.user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        membership = writing_as(user)
        rows: QuerySet[Any] = self.model._default_manager.all()
        if membership is None or not self.user_has_any_permission(user, actions):
            return rows.none()
        return rows.filter(organization=membership.organization)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[User]:
        """Nobody: Wagtail asks it to write to people, which Escale does itself."""
        return User.objects.none()


def own(model: type[Model], *, erasable: bool = True) -> None:
    """Have the rows of this model written by the members of their organization alone."""
    # A process that published before any page was asked for (the worker, a command) was given a policy for want of ours.
    policy_registry.fallback_policies.pop(model, None)
    register_permission_policy(model, OrganizationPolicy(model, erasable=erasable))
    PUBLISHES.add(f"{model._meta.app_label}.publish_{model._meta.model_name}")
