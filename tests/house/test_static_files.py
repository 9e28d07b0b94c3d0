"""The stylesheet that visitors get is one file, and scripts and templates keep to the strict policy."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

from d4d.static_files import CannotFold, fold

ROOT = Path(__file__).parents[2]


@pytest.fixture
def collect(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [ROOT / "static"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "d4d.static_files.HouseStaticFilesStorage"},
    }

    def run() -> Path:
        call_command("collectstatic", interactive=False, verbosity=0)
        return settings.STATIC_ROOT

    return run


@pytest.fixture
def collected(collect):
    return collect()


def test_production_gets_one_hashed_stylesheet(collected):
    (hashed,) = collected.glob("css/house.????????????.css")
    text = hashed.read_text()
    assert "@import" not in text
    assert "@layer components {" in text
    assert text.index("@layer tokens") < text.index(".button")
    assert re.search(r"fonts/source-sans-3-latin\.[0-9a-f]{12}\.woff2", text)
    assert hashed.with_suffix(".css.br").stat().st_size < 12_000


def test_every_file_that_a_template_names_is_there():
    templates = {path: path.read_text() for path in (ROOT / "templates").rglob("*.html")}
    named = [
        (path.name, name)
        for path, text in templates.items()
        for name in re.findall(r'{% static "([^"]*)" %}', text)
    ]
    assert len(named) > 10
    assert [one for one in named if not one[1] or not finders.find(one[1])] == []


def test_the_admin_stylesheet_is_folded_too(collected):
    (hashed,) = collected.glob("css/admin.????????????.css")
    assert "@import" not in hashed.read_text()


def test_collecting_again_follows_a_changed_part(collect, settings, tmp_path):
    source = tmp_path / "source/css"
    source.mkdir(parents=True)
    (source / "house.css").write_text('@import url("type.css") layer(type);\n')
    (source / "type.css").write_text("b { color: red; }\n")
    settings.STATICFILES_DIRS = [source.parent]
    before = set(collect().glob("css/house.*.css"))
    (source / "type.css").write_text("b { color: blue; }\n")
    (changed,) = set(collect().glob("css/house.*.css")) - before
    assert changed.read_text() == "@layer type {\nb { color: blue; }\n}\n"


def test_a_part_that_would_lose_its_picture_is_refused(tmp_path):
    (tmp_path / "css/parts").mkdir(parents=True)
    (tmp_path / "css/house.css").write_text('@import url("parts/logo.css") layer(tokens);\n')
    (tmp_path / "css/parts/logo.css").write_text('b { background: url("logo.svg"); }\n')
    storage = FileSystemStorage(tmp_path)
    paths = {name: (storage, name) for name in ("css/house.css", "css/parts/logo.css")}
    with pytest.raises(CannotFold, match=r"parts/logo\.css"):
        fold("css/house.css", paths)


def test_every_stylesheet_part_is_imported():
    main = (ROOT / "static/css/house.css").read_text()
    parts = {
        path.relative_to(ROOT / "static/css").as_posix() for path in (ROOT / "static/css").rglob("*.css")
    }
    assert set(re.findall(r'url\("(.+?)"\)', main)) == parts - {"house.css", "admin.css", "sticker-sheet.css"}


def test_templates_carry_no_inline_style_or_script():
    forbidden = re.compile(
        r'\sstyle="|\son[a-z]+="|<style|<script(?![^>]*\b(?:src|type="application/json")\b)|hx-on'
    )
    for path in (ROOT / "templates").rglob("*.html"):
        if path.parent.name != "mail":
            assert not forbidden.search(path.read_text()), path


def test_our_own_scripts_stay_small():
    sizes = {path.name: path.stat().st_size for path in (ROOT / "static/js").glob("*.js")}
    of_engineers = [sizes.pop(name) for name in list(sizes) if name.startswith("report-")]
    assert sum(of_engineers) < 9_000  # only on the page of an engineer, who may have no network
    assert sum(sizes.values()) < 5_000
