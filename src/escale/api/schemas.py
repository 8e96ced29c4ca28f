"""The shapes of the answers: those of the national tool’s API (JSON:API), so that what reads it reads us."""

from datetime import date, datetime

from ninja import Field, Schema


class Links(Schema):
    self: str
    next: str | None = None
    prev: str | None = None


class Meta(Schema):
    total_count: int
    items_per_page: int
    total_pages: int
    has_next_page: bool
    has_prev_page: bool


class Genders(Schema):
    masculin: int
    feminin: int
    non_communique: int


class Ages(Schema):
    """At the day of the activity."""

    moins_de_douze: int
    douze_dix_huit: int
    dix_huit_vingt_quatre: int
    vingt_cinq_trente_neuf: int
    quarante_cinquante_neuf: int
    soixante_soixante_neuf: int
    soixante_dix_plus: int
    non_communique: int


class Statuses(Schema):
    scolarise: int
    sans_emploi: int
    en_emploi: int
    retraite: int
    non_communique: int


class People(Schema):
    """Who took part, counted; nobody is named."""

    total: int
    genres: Genders
    tranches_age: Ages
    statuts: Statuses


class ActivityAttributes(Schema):
    type: str = Field(description="`individuel` ou `collectif`")
    mediateur_id: str
    user_id: str
    accompagnements: int = Field(description="Nombre de participations")
    date: date
    duree: int = Field(description="En minutes")
    type_lieu: str
    structure_id: str | None
    lieu_code_postal: str | None
    lieu_commune: str | None
    lieu_code_insee: str | None
    creation: datetime
    modification: datetime
    suppression: datetime | None
    autonomie: str | None
    oriente_vers_structure: bool | None
    structure_de_redirection: str | None
    materiel: list[str]
    thematiques: list[str]
    tags: list[str]
    precisions_demarche: str | None
    titre_atelier: str | None
    niveau_atelier: str | None
    beneficiaires: People


class Activity(Schema):
    type: str = "activite"
    id: str
    attributes: ActivityAttributes


class ActivityList(Schema):
    data: list[Activity]
    links: Links
    meta: Meta


class Count(Schema):
    label: str
    count: int | None = Field(description="null : masqué, moins de 5 personnes")


class Share(Count):
    value: str
    proportion: float | None = Field(description="Sur cent")


class PeopleFigures(Schema):
    """Different people who have a file; those without a name are in `totaux.beneficiaires.anonymes`."""

    total: int | None
    genres: list[Share]
    tranche_ages: list[Share]
    statuts_social: list[Share]


class ActivityFigures(Schema):
    total: int | None
    type_activites: list[Share]
    durees: list[Share]
    type_lieu: list[Share]
    thematiques: list[Share]
    materiels: list[Share]


class Part(Schema):
    total: int | None
    proportion: float | None


class CollectivePart(Part):
    participants: int | None


class ActivityTotals(Schema):
    total: int | None
    individuels: Part
    collectifs: CollectivePart


class SupportTotals(Schema):
    total: int | None
    individuels: Part
    collectifs: Part


class PeopleTotals(Schema):
    """`total` adds those without a name to different people, as the national tool does: `suivis` doesn’t."""

    total: int | None
    nouveaux: int | None
    suivis: int | None
    anonymes: int | None


class Totals(Schema):
    activites: ActivityTotals
    accompagnements: SupportTotals
    beneficiaires: PeopleTotals


class FigureAttributes(Schema):
    masque: bool = Field(description="Vrai : les nombres de 1 à 4, et ceux qui les trahiraient, valent null")
    accompagnements_par_jour: list[Count]
    accompagnements_par_mois: list[Count]
    beneficiaires: PeopleFigures
    activites: ActivityFigures
    totaux: Totals


class Figures(Schema):
    type: str = "statistiques"
    id: str
    attributes: FigureAttributes


class FigureAnswer(Schema):
    data: Figures
    links: Links


class Problem(Schema):
    error: str


class Health(Schema):
    status: str
