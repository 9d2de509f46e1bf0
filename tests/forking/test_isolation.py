"""Nothing of one visitor is another's, and nothing of a visitor is the zygote's."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from workshop.forking import provisioner

PAGE = """
import hashlib, hmac, os, random, secrets, tempfile, uuid
import numpy as np
own = random.Random()
seeded = random.Random(7)
rng = np.random.default_rng()
legacy = np.random.RandomState()
fixed = np.random.default_rng(7)
np.random.rand(); random.random(); rng.random(); own.random()
shared = []
data = open(os.environ["TEST_FILE"])
data.readline()
"""


@pytest.fixture
def pair(kernel, notebook, tmp_path, monkeypatch):
    lines = tmp_path / "lines.txt"
    lines.write_text("one\ntwo\nthree\n")
    monkeypatch.setenv("TEST_FILE", str(lines))
    page = notebook(PAGE)
    return kernel(page), kernel(page)


OWN = [
    "random.random()",
    "random.getrandbits(64)",
    "own.random()",
    "float(np.random.rand())",
    "float(rng.random())",
    "float(legacy.rand())",
    "float(np.random.default_rng().random())",
    "str(uuid.uuid4())",
    "str(uuid.uuid1())",
    "secrets.token_hex()",
    "tempfile.mktemp()",
    "tempfile.mkdtemp()",
    "os.urandom(8).hex()",
    "os.getpid()",
    "__import__('ssl').RAND_bytes(8).hex()",
    "get_ipython().kernel.session.session",
    "get_ipython().kernel.session.key.decode()",
    "get_ipython().kernel.ident",
]


def test_what_must_be_own_is_own(pair):
    first, second = ([each.value(expression) for expression in OWN] for each in pair)
    assert [a for a, b, c in zip(OWN, first, second, strict=True) if b == c] == []


def test_numbers_that_an_author_seeded_stay_the_same_for_everybody(pair):
    first, second = pair
    assert first.value("seeded.random()") == second.value("seeded.random()")
    assert first.value("float(fixed.random())") == second.value("float(fixed.random())")


def test_a_clone_that_comes_later_repeats_nothing(pair, kernel, tmp_path):
    drawn = {each.value("random.random()") for each in pair}
    for each in pair:
        each.end()
    assert kernel(tmp_path / "page.ipynb").value("random.random()") not in drawn


def test_changes_stay_in_their_clone(pair, kernel, tmp_path):
    first, second = pair
    first.run("shared.append('mine'); os.environ['MINE'] = '1'; os.chdir('/'); np.mine = 1")
    for other in (second, kernel(tmp_path / "page.ipynb")):
        assert other.value("[shared, os.environ.get('MINE'), os.getcwd() == '/', hasattr(np, 'mine')]") == [
            [],
            None,
            False,
            False,
        ]


def test_restarting_brings_back_the_notebook_and_nothing_else(pair):
    first, _ = pair
    first.run("shared.append('mine')")
    first.manager.restart_kernel(now=True)
    first.client.wait_for_ready(timeout=20)
    assert first.value("shared") == []


def test_file_positions_are_own(pair):
    first, second = pair
    assert first.value("data.read()") == "two\nthree\n"
    assert second.value("data.read()") == "two\nthree\n"
    assert first.value("[data.seek(0), data.readline()][1]") == "one\n"


def test_temporary_folders_of_the_template_survive_a_clone(kernel, notebook):
    page = notebook(
        "import atexit, os, tempfile as t\nfolder = t.TemporaryDirectory(); atexit.register(os.rmdir, folder.name)"
    )
    first, second = kernel(page), kernel(page)
    first.manager.shutdown_kernel()
    assert second.value("os.path.isdir(folder.name)")


def test_text_kept_by_a_logger_goes_to_the_visitor(kernel, notebook):
    page = notebook(
        "import logging, sys\nlog = logging.getLogger('page'); log.addHandler(logging.StreamHandler(sys.stdout))"
    )
    assert kernel(page).run("log.warning('for you')") == "for you"


def test_a_visitors_values_never_reach_the_template(kernel, notebook):
    page = notebook("x = 1")
    marks = {"env": "visitor-mark-5b1f", "code": "visitor-code-93ac"}
    os.environ["VISITOR_ENV"] = marks["env"]
    try:
        template_before = kernel(page)  # this process passes its environment on to the zygote it starts
    finally:
        del os.environ["VISITOR_ENV"]
    secret = kernel(page)
    secret.run(f"secret = '{marks['code']}'")
    key = secret.manager.session.key
    zygote = provisioner._zygotes[str(page)]
    memory = memory_of(zygote.pid)
    assert marks["env"].encode() in memory, "the search finds what is there"
    assert marks["code"].encode() not in memory
    assert key not in memory
    assert template_before.manager.session.key not in memory
    assert secret.manager.kernel_id.encode() not in memory


def memory_of(pid: int) -> bytes:
    found = []
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            start, end, rights = re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+)", line).groups()
            if rights.startswith("rw"):
                memory.seek(int(start, 16))
                try:
                    found.append(memory.read(int(end, 16) - int(start, 16)))
                except OSError:
                    continue
    return b"".join(found)
