"""Guards the import root: our top-level names must not be those of installed packages."""

import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = {path.parent.name for path in ROOT.glob("*/__init__.py")}


def test_no_installed_package_has_one_of_our_names() -> None:
    owners = packages_distributions()
    clashes = {
        name: sorted(set(owners[name]) - {"kinora"})
        for name in OURS & set(owners)
        if set(owners[name]) - {"kinora"}
    }
    # pysbd's wheel carries its own benchmarks; ours is never imported by installed code.
    assert clashes in ({}, {"benchmarks": ["pysbd"]})


def test_no_name_of_the_standard_library_or_of_ray_is_taken() -> None:
    assert not OURS & (set(sys.stdlib_module_names) | {"utils", "modules"})


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []
