"""Photos: what they hold, how they are made small and safe, and what an after-photo proves."""

from casework.limits import EvidenceLimits
from casework.pictures.evidence import (
    Check,
    Evidence,
    SeenBefore,
    evidence,
)
from casework.pictures.glancing import Glance, glance
from casework.pictures.inspection import (
    MAX_PIXELS,
    NotAPicture,
    Picture,
    inspect,
)
from casework.pictures.shrink import strip_metadata, thumbnail

__all__ = [
    "MAX_PIXELS",
    "Check",
    "Evidence",
    "EvidenceLimits",
    "Glance",
    "NotAPicture",
    "Picture",
    "SeenBefore",
    "evidence",
    "glance",
    "inspect",
    "strip_metadata",
    "thumbnail",
]
