"""The list of lines that matter stays true: what it breaks stands in the house, once."""

import tomllib

from tests.house.sources import ROOT


def test_every_line_that_a_mutant_breaks_stands_in_the_house_once() -> None:
    listed = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text())["mutant"]
    stale = [one["name"] for one in listed if (ROOT / one["file"]).read_text().count(one["old"]) != 1]
    assert len(listed) > 100
    assert not stale


def test_every_mutant_names_tests_that_exist() -> None:
    listed = tomllib.loads((ROOT / "tests" / "mutants.toml").read_text())["mutant"]
    named = {path.partition("::")[0] for one in listed for path in one["tests"].split()}
    assert not [path for path in named if not (ROOT / path).exists()]
