"""The forms of allauth, in our words: signing in, passwords, second factor, keys."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from escale.accounts.forms.own import HOW_LONG
from escale.ui.forms import Form


class OurWords:
    """Labels and hints of a form of allauth; nothing written inside the fields."""

    words: ClassVar[dict[str, tuple[str, str]]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.words.items():
            field = self.fields[name]
            field.label = label
            field.help_text = hint
            field.widget.attrs.pop("placeholder", None)


class OneCode(OurWords):
    """A code of six digits, typed large."""

    words: ClassVar[dict[str, tuple[str, str]]] = {"code": ("Code à 6 chiffres", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update({"inputmode": "numeric", "maxlength": "20", "class": "phone short"})


class SignInForm(Form, OurWords, account.LoginForm):  # type: ignore[misc]
    """Address and password; the address is called `email`, as where a code is asked: one field for both."""

    words: ClassVar[dict[str, tuple[str, str]]] = {
        "login": ("Votre adresse mail", ""),
        "password": ("Votre mot de passe", ""),
    }
    # The password is folded away, and asking for a code does without it: the browser must not demand it.
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("email" if field_name == "login" else field_name)


class RequestCodeForm(Form, OurWords, account.RequestLoginCodeForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {"email": ("Votre adresse mail", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "username webauthn"


class SignInCodeForm(Form, OneCode, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class PasswordAgainForm(Form, OurWords, account.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {"password": ("Votre mot de passe", "")}


class ForgottenPasswordForm(Form, OurWords, account.ResetPasswordForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {"email": ("Votre adresse mail", "")}


class PasswordCodeForm(Form, OneCode, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


class ReplacePasswordForm(Form, OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {
        "password1": ("Votre nouveau mot de passe", HOW_LONG),
        "password2": ("Votre nouveau mot de passe, encore une fois", ""),
    }


class ChoosePasswordForm(Form, OurWords, account.SetPasswordForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = ReplacePasswordForm.words


class ChangePasswordForm(Form, OurWords, account.ChangePasswordForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {
        "oldpassword": ("Votre mot de passe actuel", ""),
        **ReplacePasswordForm.words,
    }


class SecondFactorForm(Form, OneCode, mfa.AuthenticateForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {
        "code": ("Code de votre application", "Ou un de vos codes de secours.")
    }


class SecondFactorAgainForm(Form, OneCode, mfa.ReauthenticateForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = SecondFactorForm.words


class ActivateAppForm(Form, OneCode, totp.ActivateTOTPForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {"code": ("Code à 6 chiffres de l’application", "")}


class AddKeyForm(Form, OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {
        "name": ("Le nom de cette clé", "Pour la reconnaître : « mon téléphone », « ordinateur du bureau »."),
        "passwordless": ("Entrer avec cette clé seule, sans code par mail", ""),
    }


class RenameKeyForm(Form, OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    words: ClassVar[dict[str, tuple[str, str]]] = {"name": ("Le nom de cette clé", "")}
