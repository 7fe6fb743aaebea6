"""The Qt application, with what must be set before it is made."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.accessible import speak_for_our_widgets
from desktop.ui.garbage import Collector
from desktop.ui.text_size import take_size
from desktop.ui.theme.theme import FUSION
from desktop.words import language, use_language


def make_application() -> QApplication:
    """Make the application; the map's web engine will want the attribute when it is loaded."""
    take_size()
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    application.setProperty(FUSION, True)
    application.setApplicationName("tambon-desk")
    application.setApplicationDisplayName("Tambon Desk")
    application.setDesktopFileName("tambon-desk")
    Collector(application)
    speak_for_our_widgets()
    # Again, now that there is an application: Qt's own buttons speak the language too.
    use_language(language())
    return application
