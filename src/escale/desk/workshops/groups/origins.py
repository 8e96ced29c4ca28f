"""How the people of a group came to it: who enrolled them, and how they heard of us."""

from collections import Counter
from collections.abc import Collection, Mapping
from types import MappingProxyType

from escale.people import acquisition
from escale.people.acquisition import THROUGH
from escale.workshops.models import EnrolledVia, Enrollment

VIA: Mapping[str, str] = MappingProxyType(
    {
        EnrolledVia.PUBLIC: "en ligne",
        EnrolledVia.STAFF: "par l’équipe",
        EnrolledVia.INVITATION: "par invitation",
        EnrolledVia.PRESCRIBER: "par un partenaire",
        EnrolledVia.WALK_IN: "sans inscription avant",
    }
)


def enrolled_by(enrollment: Enrollment) -> str:
    """ "Partenaire : CCAS de Vitré", "aide : Claire"; nothing for whoever enrolled alone."""
    if not enrollment.helper_name:
        return "par un partenaire" if enrollment.via == EnrolledVia.PRESCRIBER else ""
    who = "partenaire" if enrollment.via == EnrolledVia.PRESCRIBER else "aide"
    return f"{who}\u00a0: {enrollment.helper_name}"


def heard_of_us(enrollment: Enrollment) -> str:
    """ "Nous a connus par le journal"; nothing when she didn't say."""
    return acquisition.sentence(_heard(enrollment))


def counted(enrollments: Collection[Enrollment]) -> list[tuple[str, str]]:
    """Icon and sentence: how they were enrolled, how they heard of us, the most frequent first."""
    via = Counter(VIA[each.via] for each in enrollments)
    helped = sum(bool(each.helper_name) and each.via != EnrolledVia.PRESCRIBER for each in enrollments)
    heard = Counter(THROUGH.get(said, "autrement") for each in enrollments if (said := _heard(each)))
    rows = [
        ("user-round-plus", f"Inscriptions\u00a0: {_list(via)}" if via else ""),
        ("hand-helping", f"Inscrits par un proche\u00a0: {helped}" if helped else ""),
        ("megaphone", f"Comment ils nous ont connus\u00a0: {_list(heard)}" if heard else ""),
    ]
    return [(icon, said) for icon, said in rows if said]


def _heard(enrollment: Enrollment) -> str:
    """What she said when she enrolled, or when she asked to learn."""
    return enrollment.acquisition or (enrollment.interest.acquisition if enrollment.interest else "")


def _list(counts: Counter[str]) -> str:
    """ "en ligne (3), par l’équipe (1)"."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{what} ({count})" for what, count in ordered)
