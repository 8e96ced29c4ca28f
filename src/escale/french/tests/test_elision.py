import pytest

from escale.french.elision import of


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lucette B.", "de Lucette B."),
        ("Odette M.", "d’Odette M."),
        ("Émile", "d’Émile"),
        ("Ève", "d’Ève"),
        ("Œdipe", "d’Œdipe"),
        ("Hélène", "d’Hélène"),
        ("Hugo", "d’Hugo"),
        ("Hassan", "de Hassan"),
        ("Yvette", "d’Yvette"),
        ("Yann", "de Yann"),
        ("Y", "de Y"),
        ("محمد", "de محمد"),
        ("", "de "),
    ],
)
def test_de_is_elided_before_a_name_as_it_is_said(name: str, said: str) -> None:
    assert of(name) == said
