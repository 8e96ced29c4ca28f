from escale.people import registration
from escale.people.models import Beneficiary


def test_correcting_a_file_leaves_what_a_colleague_wrote_meanwhile(person: Beneficiary) -> None:
    read_before = Beneficiary.objects.get(pk=person.pk)
    registration.correct(person, first_name="Lucette", notes="Parler en face")
    registration.correct(read_before, first_name="Lucie", phone="+33639980077")
    kept = Beneficiary.objects.get(pk=person.pk)
    assert (kept.first_name, kept.phone, kept.notes) == ("Lucie", "+33639980077", "Parler en face")
    assert kept.search_key == registration.search_key("Lucie", kept.last_name)
