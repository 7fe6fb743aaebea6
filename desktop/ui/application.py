"""The Qt application, with what must be set before it is made."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from desktop.ui.garbage import Collector
from desktop.words import language, use_language


def make_application() -> QApplication:
    """Make the application; the map's web engine will want the attribute when it is loaded."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("tambon-desk")
    application.setApplicationDisplayName("Tambon Desk")
    application.setDesktopFileName("tambon-desk")
    Collector(application)
    # Again, now that there is an application: Qt's own buttons speak the language too.
    use_language(language())
    return application
