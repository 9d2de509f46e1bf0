"""The clones of a server: started, counted, and ended when nobody needs them any more."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from logging import Logger
from pathlib import PurePosixPath
from typing import Any

from .edition import Edition
from .errors import ForkFailed, PageBroken, PageFull
from .limits import Limits
from .websocket import ReadyConnection


@dataclass
class Clone:
    """What is known of one clone: ``group`` is its room; of its visitor nothing is known."""

    kernel_id: str
    group: str | None = None
    started: bool = False
    handed_out: bool = False
    lost_since: float | None = None


class Clones:
    """Starts clones within the limits, and ends those that are lost or idle.

    Parameters
    ----------
    kernel_manager
        Jupyter Server's mapping of kernels, with :class:`.kernel_manager.ForkedKernelManager` as its class.
    """

    def __init__(self, kernel_manager: Any, limits: Limits, environment: Mapping[str, str], log: Logger) -> None:
        self._kernels = kernel_manager
        self._limits = limits
        self._environment = environment
        self._log = log
        self._clones: dict[str, Clone] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._stopping = False

    def __len__(self) -> int:
        """Return how many clones run or are being started."""
        self._forget_ended()
        return len(self._clones)

    async def fork(self, edition: Edition, *, group: str | None = None, hand_out: bool = True) -> str:
        """Start a clone of an edition; return its kernel id.

        Raises
        ------
        PageFull
            The limits allow no more, and there is no clone that its visitor has left.
        TemplateGone
            The edition's template has ended.
        """
        await self._make_room_in(group)
        await self._make_room(for_visitor=hand_out)
        clone = Clone(str(uuid.uuid4()), group=group, handed_out=hand_out)
        self._clones[clone.kernel_id] = clone
        folder = str(PurePosixPath(edition.notebook).parent)
        try:
            await self._kernels.start_kernel(
                kernel_id=clone.kernel_id,
                path="" if folder == "." else folder,
                env={**os.environ, **self._environment, "VOILA_KERNEL_ID": clone.kernel_id},
                template=edition.template,
                limits=self._limits.of_process(),
                ahead=not hand_out,
            )
        except BaseException as error:
            self._clones.pop(clone.kernel_id, None)
            with contextlib.suppress(KeyError):
                self._kernels.remove_kernel(clone.kernel_id)
            if isinstance(error, ForkFailed):
                raise PageBroken(
                    "This page could not be opened just now. Try again in a minute.", str(error)
                ) from error
            raise
        clone.started = True
        if clone.kernel_id in self._kernels:
            self._kernels.get_kernel(clone.kernel_id).when_dead = self._died
        return clone.kernel_id

    async def hand_out(self, kernel_id: str, group: str | None) -> bool:
        """Give a waiting clone to a visitor; return False if it has died meanwhile. Raises PageFull."""
        await self._make_room_in(group)
        self._forget_ended()
        clone = self._clones.get(kernel_id)
        if clone is None or self._process(kernel_id) is None:
            return False
        clone.group, clone.handed_out, clone.lost_since = group, True, time.monotonic()
        return True

    async def end(self, kernel_id: str) -> None:
        """End a clone and tell its browsers. Does nothing if it has ended."""
        self._clones.pop(kernel_id, None)
        ReadyConnection.hang_up(kernel_id)
        if kernel_id in self._kernels:
            with contextlib.suppress(KeyError, RuntimeError):
                await self._kernels.shutdown_kernel(kernel_id, now=True)

    async def end_all(self) -> None:
        """End every clone at once, when the server stops."""
        self._stopping = True
        for kernel_id in list(self._clones):
            process = self._process(kernel_id)
            if process is not None:
                process.kill()
        await asyncio.gather(*(self.end(kernel_id) for kernel_id in list(self._clones)), return_exceptions=True)

    async def cull(self) -> list[str]:
        """End the clones whose visitors are gone; return their kernel ids."""
        self._forget_ended()
        now = time.monotonic()
        ended = [clone.kernel_id for clone in list(self._clones.values()) if self._is_over(clone, now)]
        for kernel_id in ended:
            self._log.info("Nobody uses kernel %s any more; it is ended.", kernel_id)
            await self.end(kernel_id)
        return ended

    async def keep_culling(self, interval: float) -> None:
        """Cull every ``interval`` seconds until cancelled."""
        while True:
            await asyncio.sleep(interval)
            try:
                await self.cull()
            except Exception:
                self._log.exception("Ending unused kernels failed; it is tried again.")

    def _is_over(self, clone: Clone, now: float) -> bool:
        if not (clone.started and clone.handed_out):
            return False
        if self._kernels._kernel_connections.get(clone.kernel_id, 0) > 0:
            clone.lost_since = None
            kernel = self._kernels.get_kernel(clone.kernel_id)
            idle: float = (datetime.now(UTC) - kernel.last_activity).total_seconds()
            return idle > self._limits.idle_after
        if clone.lost_since is None:
            clone.lost_since = now
        opened = ReadyConnection.was_opened(clone.kernel_id)
        return now - clone.lost_since > (self._limits.lost_after if opened else self._limits.unclaimed_after)

    async def _make_room_in(self, group: str | None) -> None:
        members = [clone for clone in self._clones.values() if group is not None and clone.group == group]
        if len(members) >= self._limits.clones_per_group and not await self._end_left(members):
            raise PageFull(
                "This room is full. Close its page on devices that no longer need it, then try again.",
                f"{len(members)} pages of this room are open; {self._limits.clones_per_group} are allowed.",
            )

    async def _make_room(self, *, for_visitor: bool) -> None:
        if len(self) < self._limits.clones:
            return
        if for_visitor and await self._end_left(list(self._clones.values())):
            return
        raise PageFull(
            "All places are taken just now. Close this workshop's page on devices that no longer need it, "
            "wait a minute and try again.",
            f"{self._limits.clones} pages are open, which is the limit of this computer.",
        )

    async def _end_left(self, candidates: list[Clone]) -> bool:
        """End the clone whose visitor left longest ago; return False if nobody has left."""
        left = [clone for clone in candidates if self._is_left(clone)]
        if left:
            await self.end(min(left, key=lambda clone: clone.lost_since or time.monotonic()).kernel_id)
        return bool(left)

    def _is_left(self, clone: Clone) -> bool:
        connections = self._kernels._kernel_connections.get(clone.kernel_id, 0)
        return clone.handed_out and connections == 0 and ReadyConnection.was_opened(clone.kernel_id)

    def _process(self, kernel_id: str) -> Any:
        if kernel_id not in self._kernels:
            return None
        provisioner = self._kernels.get_kernel(kernel_id).provisioner
        process = getattr(provisioner, "process", None)
        return process if process is not None and process.poll() is None else None

    def _forget_ended(self) -> None:
        for kernel_id, clone in list(self._clones.items()):
            if clone.started and kernel_id not in self._kernels:  # the page's closing beacon, or Jupyter's API
                self._clones.pop(kernel_id)
                ReadyConnection.hang_up(kernel_id)

    def _died(self, kernel_id: str) -> None:
        if self._stopping:
            return
        self._log.warning("Kernel %s has died; its page will ask for another.", kernel_id)
        task = asyncio.ensure_future(self.end(kernel_id))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
