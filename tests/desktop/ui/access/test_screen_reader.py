"""With a screen reader: what our widgets are, and a map that needs no web engine.

In a process of its own: what Qt was told to ask it asks until the program ends.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from PySide6.QtGui import QAccessible
from desktop.maps import scheme
from desktop.ui.application import make_application
from desktop.ui.accessible import speaks_for_our_widgets

reader = sys.argv[1] == "reader"
application = make_application()
QAccessible.setActive(reader)
from desktop.ui.theme import Theme
from desktop.ui.map_view import MapView
from desktop.ui.widgets.photos import PhotoView
Theme.current().apply(application, "light", "standard")
scheme.can_run = lambda: True
import desktop.ui.map_view as module
module.can_run = lambda: True
view = MapView()
photo = PhotoView("before")
role = QAccessible.queryAccessibleInterface(photo).role()
print(view._wants_engine, role.name, speaks_for_our_widgets())
"""


@pytest.mark.parametrize(
    ("who", "said"), [("reader", "False Button True"), ("nobody", "True Client False")]
)
def test_a_screen_reader_has_roles_and_the_native_map(who, said):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, who], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == said, done.stderr
