"""Name, or install, what the operating system must bring before the set-up can run.

It uses the standard library alone, as it runs before anything is installed, and changes nothing
outside Linux. The libraries are those that the Qt 6.12 wheels link to and do not carry: Core, Gui,
Widgets, WebEngine and the xcb and offscreen platforms (`objdump -p`, the NEEDED lines).
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

# What the dynamic loader is asked for -> the Debian package that brings it.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libasound.so.2": "libasound2",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libudev.so.1": "libudev1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-dri3.so.0": "libxcb-dri3-0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbfile.so.1": "libxkbfile1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

# Renamed when Debian 13 and Ubuntu 24.04 went to 64-bit times.
RENAMED = {"libasound2": "libasound2t64", "libglib2.0-0": "libglib2.0-0t64"}


def missing_libraries() -> list[str]:
    """Give the names in LIBRARIES that the dynamic loader does not find."""
    return [name for name in LIBRARIES if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def packages_for(libraries: list[str], release: Mapping[str, str]) -> list[str]:
    """Name the Debian or Ubuntu packages of `libraries`; `release` is os-release's fields."""
    names = [LIBRARIES[library] for library in libraries]
    if _has_renamed(release):
        names = [RENAMED.get(name, name) for name in names]
    return sorted(set(names))


def _has_renamed(release: Mapping[str, str]) -> bool:
    try:
        version = float(release.get("VERSION_ID", ""))
    except ValueError:
        return release.get("ID") == "debian"  # testing and unstable carry no number
    return version >= {"debian": 13.0, "ubuntu": 24.04}.get(release.get("ID", ""), 1000.0)


def os_release(path: Path = Path("/etc/os-release")) -> dict[str, str]:
    """Read the fields that name this system (https://www.freedesktop.org/wiki, os-release)."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if "=" in line)
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs}


def _lacks_venv() -> bool:
    return importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None


def install(packages: list[str]) -> bool:
    """Install with apt-get, as root and without a question; False where that fails."""
    print(f"Installing for Qt: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends"]):
        words = ["apt-get", *command, *(packages if command[0] == "install" else [])]
        done = subprocess.run(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    return done.returncode == 0


def main() -> int:
    """Bring or name what is missing; 0 when nothing is, 1 when a person has to act."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs on whatever Python there is
        print("Tambon Desk needs Python 3.11 or newer; give it as: make PYTHON=/path/to/python3.11")
        return 1
    if not sys.platform.startswith("linux"):
        return 0
    missing = missing_libraries()
    packages = packages_for(missing, os_release())
    if _lacks_venv():
        packages.append("python3-venv")
    if not packages:
        return 0
    apt = shutil.which("apt-get") is not None
    only_name = "--only-name" in sys.argv
    if apt and not only_name and os.geteuid() == 0 and install(packages):
        # The loader of this process may remember failed searches: ask a new one.
        return subprocess.run([sys.executable, __file__, "--only-name"], check=False).returncode
    if apt:
        print("Some system libraries are missing. This line installs them; then run make again:")
        print(f"    sudo apt-get install {' '.join(packages)}")
    else:
        print("Some system libraries are missing. Install the packages that hold these files:")
        print(f"    {' '.join(missing or packages)}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
