"""What can go wrong between a server and its zygotes."""

from __future__ import annotations


class ZygoteFailed(Exception):  # noqa: N818
    """A zygote could not be made; the message is a sentence for the facilitator."""


class ZygoteGone(Exception):  # noqa: N818
    """The zygote process has ended; what it would have forked must come from its successor."""


class ForkFailed(Exception):  # noqa: N818
    """The zygote lives, but this fork could not be started; the message is a sentence."""
