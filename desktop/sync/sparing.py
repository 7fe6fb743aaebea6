"""Whether pictures wait: by the person's choice, a line that costs money, or a slow one."""

from __future__ import annotations

from typing import Literal

import msgspec

from desktop.sync.speed import Speed

Choice = Literal["auto", "always", "ask"]
CHOICES: tuple[Choice, ...] = ("auto", "always", "ask")
KEPT = "pictures_choice"


class Network(msgspec.Struct, frozen=True):
    """What the system says of the network this computer is on; `name` is its kind."""

    reachable: bool = True
    metered: bool = False
    captive: bool = False
    name: str = ""


class Sparing:
    """What decides about pictures on one desk. Thread-safe.

    `choice` is "auto" (they wait on slow and metered lines), "always" (they never wait) or "ask"
    (they wait for the button). `network` is what the system says.
    """

    def __init__(self, choice: Choice = "auto") -> None:
        """Begin with a line of which nothing is known."""
        self.choice: Choice = choice
        self.network = Network()
        self.speed = Speed()

    def network_changed(self, network: Network) -> None:
        """Another network, or another word of it; of the speed of another one nothing is known."""
        if network.name != self.network.name or network.reachable > self.network.reachable:
            self.speed.forget()
        self.network = network

    def why(self) -> str:
        """Why pictures wait: "chosen", "metered" or "slow"; "" where they go along."""
        if self.choice != "auto":
            return "chosen" if self.choice == "ask" else ""
        if self.network.metered:
            return "metered"
        return "slow" if self.speed.slow else ""

    def admits(self) -> bool:
        """Whether one picture more may go now; on a slow line one is let through to try it."""
        if self.why() == "slow":
            return self.speed.may_carry_pictures()
        return not self.why()


def choice_of(kept: object) -> Choice:
    """The choice as it was kept; "auto" for anything else."""
    return next((choice for choice in CHOICES if choice == kept), "auto")
