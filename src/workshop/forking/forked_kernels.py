"""The forks of a server: started within its limits, and counted."""

from __future__ import annotations

import asyncio
import contextlib
import os
import uuid
from dataclasses import dataclass
from logging import Logger
from pathlib import PurePosixPath
from typing import Any

from .errors import ForkFailed
from .limits import Limits
from .page import Around, PageBroken, PageFull
from .page_version import PageVersion
from .reaper import Reaper
from .websocket import ReadyConnection


@dataclass
class KernelRecord:
    """What is known of one fork: ``group`` is its room; of its visitor nothing is known."""

    kernel_id: str
    group: str | None = None
    started: bool = False


class ForkedKernels:
    """Starts forks within the limits.

    Parameters
    ----------
    kernel_manager
        Jupyter Server's mapping of kernels, with :class:`.kernel_manager.ForkedKernelManager` as its class.
    within
        Opened around the start of a page's kernel; gives its variables.
    """

    def __init__(
        self,
        kernel_manager: Any,
        limits: Limits,
        within: Around,
        log: Logger,
        reaper: Reaper,
    ) -> None:
        self._reaper = reaper
        self._kernels = kernel_manager
        self._limits = limits
        self._within = within
        self._log = log
        self._forks: dict[str, KernelRecord] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._stopping = False

    def __len__(self) -> int:
        """Return how many forks run or are being started."""
        self._forget_ended()
        return len(self._forks)

    async def fork(self, version: PageVersion, *, group: str | None = None, hand_out: bool = True) -> str:
        """Start a fork of a version; return its kernel id.

        Raises
        ------
        PageFull
            The limits allow no more, and there is no fork that its visitor has left.
        ZygoteGone
            The version's zygote has ended.
        """
        await self._make_room_in(group)
        await self._make_room(for_visitor=hand_out)
        fork = KernelRecord(str(uuid.uuid4()), group=group)
        self._forks[fork.kernel_id] = fork
        folder = str(PurePosixPath(version.notebook).parent)
        try:
            with self._within(version.notebook) as environment:
                await self._kernels.start_kernel(
                    kernel_id=fork.kernel_id,
                    path="" if folder == "." else folder,
                    env={**os.environ, **environment, "VOILA_KERNEL_ID": fork.kernel_id},
                    zygote=version.zygote,
                    limits=self._limits.of_process(),
                    ahead=not hand_out,
                )
        except BaseException as error:
            self._forks.pop(fork.kernel_id, None)
            with contextlib.suppress(KeyError):
                self._kernels.remove_kernel(fork.kernel_id)
            if isinstance(error, ForkFailed):
                raise PageBroken(
                    "This page could not be opened just now. Try again in a minute.", str(error)
                ) from error
            raise
        fork.started = True
        if hand_out:
            self._reaper.watch(fork.kernel_id)
        if fork.kernel_id in self._kernels:
            self._kernels.get_kernel(fork.kernel_id).when_dead = self._died
        return fork.kernel_id

    async def hand_out(self, kernel_id: str, group: str | None) -> bool:
        """Give a waiting fork to a visitor; return False if it has died meanwhile. Raises PageFull."""
        await self._make_room_in(group)
        self._forget_ended()
        fork = self._forks.get(kernel_id)
        if fork is None or self._process(kernel_id) is None:
            return False
        fork.group = group
        self._reaper.watch(kernel_id)
        return True

    async def end(self, kernel_id: str) -> None:
        """End a fork and tell its browsers. Does nothing if it has ended."""
        self._forks.pop(kernel_id, None)
        await self._reaper.end(kernel_id)

    async def end_all(self) -> None:
        """End every fork at once, when the server stops."""
        self._stopping = True
        for kernel_id in list(self._forks):
            process = self._process(kernel_id)
            if process is not None:
                process.kill()
        await asyncio.gather(*(self.end(kernel_id) for kernel_id in list(self._forks)), return_exceptions=True)

    async def _make_room_in(self, group: str | None) -> None:
        members = [fork for fork in self._forks.values() if group is not None and fork.group == group]
        if len(members) >= self._limits.kernels_per_group and not await self._end_left(members):
            raise PageFull(
                "This room is full. Close its page on devices that no longer need it, then try again.",
                f"{len(members)} pages of this room are open; {self._limits.kernels_per_group} are allowed.",
            )

    async def _make_room(self, *, for_visitor: bool) -> None:
        if len(self) < self._limits.kernels:
            return
        if for_visitor and await self._end_left(list(self._forks.values())):
            return
        raise PageFull(
            "All places are taken just now. Close this page on devices that no longer need it, "
            "wait a minute and try again.",
            f"{self._limits.kernels} pages are open, which is the limit of this computer.",
        )

    async def _end_left(self, candidates: list[KernelRecord]) -> bool:
        """End the fork whose visitor left longest ago; return False if nobody has left."""
        return await self._reaper.end_one_left([fork.kernel_id for fork in candidates])

    def _process(self, kernel_id: str) -> Any:
        if kernel_id not in self._kernels:
            return None
        provisioner = self._kernels.get_kernel(kernel_id).provisioner
        process = getattr(provisioner, "process", None)
        return process if process is not None and process.poll() is None else None

    def _forget_ended(self) -> None:
        for kernel_id, fork in list(self._forks.items()):
            if fork.started and kernel_id not in self._kernels:  # the page's closing beacon, or Jupyter's API
                self._forks.pop(kernel_id)
                ReadyConnection.hang_up(kernel_id)

    def _died(self, kernel_id: str) -> None:
        if self._stopping:
            return
        self._log.warning("Kernel %s has died; its page will ask for another.", kernel_id)
        task = asyncio.ensure_future(self.end(kernel_id))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
