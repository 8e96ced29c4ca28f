import pytest

from escale.french.elision import at, of


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


@pytest.mark.parametrize(
    ("town", "said"),
    [
        ("Vitré", "à Vitré"),
        ("Le Pertre", "au Pertre"),
        ("Les Ulis", "aux Ulis"),
        ("La Guerche-de-Bretagne", "à La Guerche-de-Bretagne"),
        ("L’Hermitage", "à L’Hermitage"),
        ("Lescar", "à Lescar"),
    ],
)
def test_a_commune_is_said_after_a_as_people_say_it(town: str, said: str) -> None:
    assert at(town) == said
