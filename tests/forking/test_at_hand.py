"""Only so many pages stay prepared: the one that nobody has asked for longest goes, and comes back when asked for."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

from workshop.forking.page_version import PageVersion
from workshop.forking.page_versions import PageVersions


class Templates(PageVersions):
    """Makes no process for a page, but notes when one would be made and when it would end."""

    def __init__(self, folder, *names, at_hand=None):
        async def retire(version):
            self.done.append(f"-{version.notebook}")

        app = SimpleNamespace(root_dir=folder, log=SimpleNamespace(info=print, error=print, exception=print))
        super().__init__(
            app, names[:2], SimpleNamespace(stop=lambda: None, renew=lambda: None), later=names[2:], at_hand=at_hand,
            within=None, watched=[], timeout=1, retire=retire, renewed=lambda: None,
        )  # fmt: skip
        self.done = []

    async def _new_version(self, notebook):
        self.done.append(f"+{notebook}")
        zygote = SimpleNamespace(pid=notebook, stop=lambda: None, alive=lambda: True, when_ended=lambda _: None)
        return PageVersion(notebook, zygote, "")

    def names(self):
        return [version.notebook for version in self.current()]


def test_the_page_goes_that_was_asked_for_longest_ago_and_comes_back(tmp_path):
    async def main():
        pages = Templates(tmp_path, "a", "b", "c", "d", at_hand=2)
        await pages.prepare_all()
        assert pages.names() == ["a", "b"]
        await pages.get("a")
        await pages.get("c")
        assert pages.names() == ["a", "c"]
        assert pages.unready() == [], "what was given up is not waited for"
        await pages.prepare_in_turn(["d", "a"])
        assert pages.names() == ["a", "d"]
        assert (await pages.get("a")).notebook == "a"
        assert pages.done == ["+a", "+b", "+c", "-b", "+d", "-a", "+a", "-c"]

    asyncio.run(main())


def test_a_page_whose_visitors_are_expected_stays(tmp_path):
    async def main():
        pages = Templates(tmp_path, "a", "b", "c", at_hand=2)
        await pages.prepare_all()
        (await pages.get("a")).waiting.append("a kernel")
        await pages.get("b")
        await pages.get("c")
        assert pages.names() == ["a", "c"]

    asyncio.run(main())


def test_what_nobody_asked_for_is_prepared_while_there_is_room_and_goes_first(tmp_path):
    async def main():
        pages = Templates(tmp_path, "a", "b", "c", "d", "e", "f", at_hand=5)
        await pages.prepare_all()
        assert not await pages.prepare_ahead(["c", "d", "e", "f"])
        assert pages.names() == ["a", "b", "c", "d", "e"]
        await pages.get("d")
        assert [await pages.give_up(3), await pages.give_up(3), await pages.give_up(3)] == ["e", "c", None]
        assert pages.names() == ["a", "b", "d"]
        assert (await pages.get("c")).notebook == "c"

    asyncio.run(main())


def test_there_is_room_for_all_where_nobody_set_a_bound(tmp_path):
    async def main():
        pages = Templates(tmp_path, "a", "b", "c", "d")
        await pages.prepare_all()
        assert await pages.prepare_ahead(["c", "d"])
        assert pages.names() == ["a", "b", "c", "d"]

    asyncio.run(main())


def test_all_stay_where_nobody_set_a_bound(tmp_path):
    async def main():
        pages = Templates(tmp_path, "a", "b", "c")
        await pages.prepare_all()
        await pages.get("c")
        assert pages.names() == ["a", "b", "c"]

    asyncio.run(main())
