"""Nobody logs in, so nobody gets a lasting cookie.

Jupyter Server gives every visitor an account name in a cookie that lasts a month. Here a visitor is
anonymous, and what opens a page is the room's code, a facilitator's link, or the unguessable id of one's
own kernel.
"""

from __future__ import annotations

from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.auth.identity import IdentityProvider, User
from typing_extensions import override


class Visitors(IdentityProvider):
    """Everybody is the same visitor."""

    @property
    def auth_enabled(self) -> bool:
        """There is no login."""
        return False

    @property
    def login_available(self) -> bool:
        """There is no login page either."""
        return False

    @override
    def get_user(self, handler: Any) -> User:
        """Return the one visitor there is."""
        return User(username="visitor")

    @override
    def should_check_origin(self, handler: Any) -> bool:
        """Check the origin of every request; other sites have no business here."""
        return True


class OwnKernel(KernelSpecManager):
    """Knows one kernel: this very Python. A ``python3`` of some other environment would lack the workshop."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Return the one kernel."""
        from ipykernel.kernelspec import RESOURCES

        return {"python3": RESOURCES}

    @override
    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return the one kernel, whatever name a notebook asks for."""
        from ipykernel.kernelspec import RESOURCES, get_kernel_dict

        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())

    def get_all_specs(self) -> dict[str, Any]:
        """Return the one kernel the way Jupyter Server lists them."""
        spec = self.get_kernel_spec("python3")
        return {"python3": {"resource_dir": spec.resource_dir, "spec": spec.to_dict()}}
