"""Put the people around oneself on three circles."""

from workshop.content.kinds import Kind

from .content import SupportMapBody

KIND = Kind(SupportMapBody, f"{__name__}.model:SupportMapModel", f"{__name__}.view:SupportMapView")
