"""How the panel of the phone says what it does, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.words import translate

if TYPE_CHECKING:
    from desktop.phone.reception import PhoneStanding


def about() -> str:
    """What this is, before anything is open."""
    return translate(
        "Phone",
        "Photos come straight from the phone to this computer, without internet, as the original "
        "files. It is off until you press the button, and ends by itself.",
    )


def steps() -> list[str]:
    """What to do, in order."""
    return [
        translate("Phone", "1. On the phone, turn on the hotspot (or join the same Wi-Fi)."),
        translate("Phone", "2. Join that network with this computer."),
        translate("Phone", "3. Scan the code with the phone's camera, then choose photos."),
    ]


def hint() -> str:
    """What helps where no phone comes."""
    return translate(
        "Phone",
        "The page does not open? See that both are in one network. If Windows asks whether to let "
        "this program through its firewall, allow it. Another address may be the right one.",
    )


def safety() -> str:
    """Who else could see what is sent."""
    return translate(
        "Phone",
        "Use the phone's own hotspot, not a Wi-Fi that strangers use: the photos travel "
        "unencrypted inside that network.",
    )


def typed(url: str) -> str:
    """The address as a person would type it, the code in groups of four."""
    address, _, code = url.removeprefix("http://").partition("/")
    groups = "-".join(code[start : start + 4] for start in range(0, len(code), 4))
    return translate("Phone", "Or type in the phone's browser: {address}").format(
        address=f"{address}/{groups}"
    )


def state(standing: PhoneStanding) -> tuple[str, str]:
    """Icon and words of how far it is."""
    came = len(standing.kept)
    if standing.state == "receiving":
        text = translate("Phone", "Receiving {n} of {of} · {part} %")
        of = standing.of or came + 1
        part = int(standing.part * 100)
        return "download", text.format(n=standing.number or came + 1, of=of, part=part)
    if standing.state == "connected" and came:
        return "circle-check", translate("Phone", "{n} photos have arrived").format(n=came)
    if standing.state == "connected":
        return "smartphone", translate("Phone", "Phone connected. Choose photos on it.")
    return "wifi", translate("Phone", "Waiting for the phone")


def refused(count: int) -> str:
    """How many files were not taken."""
    return translate("Phone", "{n} files were not taken; the phone says why.").format(n=count)


def ended(why: str) -> str:
    """Why it is closed; empty where it was never open."""
    return {
        "stopped": translate("Phone", "Closed. What has arrived is kept."),
        "idle": translate("Phone", "Closed after ten minutes without a photo. What came is kept."),
        "time": translate("Phone", "Closed after an hour. What came is kept."),
        "full": translate(
            "Phone", "Closed: that is enough for one time. What came is kept; receive again."
        ),
    }.get(why, "")


def earlier(count: int) -> str:
    """How many photos came before and were not used."""
    return translate("Phone", "{n} photos came earlier and are in no case yet.").format(n=count)


def left(seconds: int) -> str:
    """How long it stays open if nothing comes."""
    minutes = max(1, -(-seconds // 60))
    return translate("Phone", "Open for {n} minutes more if nothing comes").format(n=minutes)
