"""Guards what `kinora doctor` says of fonts."""

from cli.doctor import CHECKS
from media.text.faces import scripts_by_extra


def test_doctor_names_every_script_with_the_extra_that_brings_it() -> None:
    good, told = CHECKS["fonts"]()

    assert good
    assert "Latin, Greek, Cyrillic, Devanagari" in told.splitlines()[0]
    for extra, (names, _) in scripts_by_extra().items():
        assert any(", ".join(names) in line and extra in line for line in told.splitlines())
