"""The style sheet for Qt's own widgets, made from the tokens."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from desktop.ui.theme.icons import svg
from desktop.ui.theme.scale import Role, font
from desktop.ui.theme.theme import Theme

_TOKEN = re.compile(r"\$([a-z0-9-]+)")
_ICON = re.compile(r"@([a-z0-9-]+)\(([a-z0-9-]+)\)")


def stylesheet(theme: Theme) -> str:
    """The sheet in the colours of `theme`; drawings it names are put in a temporary folder."""
    head = font(Role.CHIP).pointSizeF()  # a px size in a style sheet must be a whole number
    text = _SHEET.replace("%HEAD", f"{head:.2f}")
    text = _ICON.sub(lambda hit: _drawing(hit[1], theme.value(hit[2])), text)
    return _TOKEN.sub(lambda hit: theme.value(hit[1]), text)


@lru_cache(maxsize=1)
def _folder() -> QTemporaryDir:
    return QTemporaryDir()


@lru_cache(maxsize=64)
def _drawing(name: str, colour: str) -> str:
    path = Path(_folder().path(), f"{name}-{colour[1:]}.svg")
    stroke = 3.0 if name in ("check", "minus") else 2.0
    path.write_bytes(svg(name, colour, stroke))
    return f'url("{path.as_posix()}")'


_SHEET = """
QToolTip { font-size: 14px; padding: 4px 8px; border: 1px solid $line3;
  background: $toast; color: $on-toast; }
QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox {
  background: $field; color: $ink; border: 1px solid $line3; border-radius: 8px;
  padding: 5px 10px; selection-background-color: $accent; selection-color: $on-accent;
  placeholder-text-color: $ink2; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 26px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
  border-color: $accent-t; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled {
  color: $ink2; background: $head; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 30px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: @chevron-down(ink); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line3; outline: 0;
  selection-background-color: $sel; selection-color: $ink; padding: 4px; }
QComboBox QAbstractItemView::item { min-height: 32px; padding: 0 8px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 24px; }
QAbstractSpinBox::up-arrow { image: @chevron-up(ink); width: 14px; height: 14px; }
QAbstractSpinBox::down-arrow { image: @chevron-down(ink); width: 14px; height: 14px; }
QAbstractSpinBox { padding: 5px 2px 5px 8px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { background: transparent; border: 0;
  padding: 0 4px 0 8px; min-height: 0; border-radius: 0; }
QLineEdit#search { min-height: 24px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 32px; color: $ink; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: $ink2; }
QCheckBox::indicator, QTableView::indicator, QListView::indicator, QTreeView::indicator {
  width: 16px; height: 16px; border: 2px solid $line3; border-radius: 5px; background: $surface; }
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked,
QTreeView::indicator:checked {
  background: $accent; border-color: $accent; image: @check(on-accent); }
QCheckBox::indicator:indeterminate { image: @minus(ink); }
QRadioButton::indicator { width: 16px; height: 16px; border: 2px solid $line3;
  border-radius: 10px; background: $surface; }
QRadioButton::indicator:checked { border-color: $accent-t;
  background: qradialgradient(cx:0.5, cy:0.5, radius:0.5, fx:0.5, fy:0.5,
    stop:0 $accent-t, stop:0.6 $accent-t, stop:0.66 $surface, stop:1 $surface); }
QAbstractItemView { background: $surface; border: 0; outline: 0; color: $ink;
  selection-background-color: $sel; selection-color: $ink; }
QTableView { gridline-color: $line; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid $line; }
QHeaderView { background: $head; border: 0; }
QHeaderView::section { background: $head; color: $ink2; font-size: %HEADpt; font-weight: 600;
  padding: 0 8px; min-height: 31px; text-align: left; border: 0; border-bottom: 1px solid $line2; }
QTableCornerButton::section { background: $head; border: 0; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget#plain { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line3; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink2; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QMenu { background: $surface; border: 1px solid $line3; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; min-height: 20px; border-radius: 6px; color: $ink; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $ink2; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QDialog, QMessageBox { background: $surface; }
QPushButton { background: $surface; color: $ink; border: 1px solid $line2; border-radius: 8px;
  padding: 0 14px; min-height: 34px; font-weight: 500; }
QPushButton:default { background: $accent; color: $on-accent; border-color: $accent; }
QPushButton:disabled { color: $ink2; background: $head; }
QGroupBox { border: 1px solid $line; border-radius: 10px; margin-top: 12px; padding: 12px; }
QGroupBox::title { subcontrol-origin: margin; left: 12px; padding: 0 4px; font-weight: 600; }
QLabel { background: transparent; color: $ink; }
QCalendarWidget QToolButton { color: $ink; background: transparent; padding: 4px 8px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $head; }
"""
