"""What can go wrong between a server and its zygotes."""

from __future__ import annotations


class ZygoteFailed(Exception):
    """A zygote could not be made; the message is a sentence for the facilitator."""


class ZygoteGone(Exception):
    """The zygote process has ended; what it would have forked must come from its successor."""


class ForkFailed(Exception):
    """The zygote lives, but this fork could not be started; the message is a sentence."""
