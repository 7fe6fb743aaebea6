"""A widget in a cycle dies on the main thread, whatever other threads allocate."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from desktop.ui.garbage import Collector


def test_cycles_are_collected_here_and_nowhere_else(qapp):
    died: list[str] = []

    class Cycle(QObject):
        def __init__(self):
            super().__init__()
            self.me = self

        def __del__(self):
            died.append(threading.current_thread().name)

    keeper = QObject()
    collector = Collector(keeper)
    try:
        gc.collect()
        Cycle()
        busy = threading.Thread(target=lambda: [[] for _ in range(200_000)], name="beside")
        busy.start()
        busy.join()
        held: list[list[list[int]]] = [[[]] for _ in range(5_000)]
        assert died == []
        collector.look()
        assert died == [threading.main_thread().name]
        assert len(held) == 5_000
    finally:
        gc.unfreeze()
        collector.deleteLater()
