"""Compiled page templates, kept for the next page: Voilà makes an exporter for each, which would compile them anew."""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from typing_extensions import override


class CompiledTemplates(BytecodeCache):
    """Keeps them in memory, for as long as their files stay as they are."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, CodeType]] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._kept[bucket.key] = (bucket.checksum, bucket.code)


_shared = CompiledTemplates()


def share(renderer: Any) -> None:
    """Let a renderer of Voilà's, which has been initialized, use what others have compiled."""
    renderer.exporter.environment.bytecode_cache = _shared
