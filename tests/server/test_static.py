import gzip

import pytest

from workshop.server.static import StaticFiles


@pytest.fixture
def files(tmp_path):
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "page.js").write_text("let a = 1;\n" * 400)
    (tmp_path / "ui" / "tiny.css").write_text("a{}")
    (tmp_path / "ui" / ".hidden").write_text("no")
    return StaticFiles({"ui": tmp_path / "ui", "none": tmp_path / "none"})


def test_the_digest_changes_with_any_file(files, tmp_path):
    before = files.digest
    (tmp_path / "ui" / "tiny.css").write_text("b{}")
    assert StaticFiles({"ui": tmp_path / "ui"}).digest != before


def test_addresses_hold_the_digest(files):
    assert files.url("ui/page.js") == f"/static/{files.digest}/ui/page.js"
    with pytest.raises(KeyError, match=r"no static file 'ui/nothing\.js'"):
        files.url("ui/nothing.js")


def test_text_is_compressed_once_and_small_files_are_left_alone(files):
    page = files.file("ui/page.js")
    assert gzip.decompress(page.packed["gzip"]) == page.body
    assert page is files.file("ui/page.js")
    assert not files.file("ui/tiny.css").packed


def test_the_browser_gets_what_it_accepts(files):
    page = files.file("ui/page.js")
    assert page.best("gzip, deflate")[0] == "gzip"
    assert page.best("") == (None, page.body)
    assert page.best("identity, gzip;q=0") == (None, page.body)
    assert len(page.best("gzip, br")[1]) <= len(page.packed["gzip"])


@pytest.mark.parametrize("name", ["ui/.hidden", "ui/../secret", "none/x", "page.js"])
def test_only_listed_files_exist(files, name):
    assert not files.has(name)
