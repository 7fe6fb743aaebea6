"""What is wrong with what is shown, found by looking at any widgets: each fault in a line."""

from __future__ import annotations

from collections.abc import Iterator

from PIL import Image
from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QMenu,
    QScrollBar,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from desktop.ui.accessible import role_of
from desktop.ui.theme.tokens import contrast
from desktop.ui.widgets.chip import Chip

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit, QCalendarWidget)
"""What is one thing to a person, whatever it is made of."""

_PLAIN = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane}
READABLE = 4.5
LEGIBLE_WIDTH, LEGIBLE_HEIGHT = 48, 60
COLOURS_MOST = 4096
"""A ground of more colours is a picture."""
ROWS_LOOKED_AT = 5
STEPS_MOST = 400


def seen(root: QWidget) -> Iterator[QWidget]:
    """Every widget that a person can see in a window, whole things as one."""
    for child in root.children():
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        yield child
        if not isinstance(child, WHOLE):
            yield from seen(child)


def takes_keyboard(widget: QWidget) -> bool:
    """Whether Tab should come to it."""
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.focusProxy() is None


def called(widget: QWidget) -> str:
    """How a fault names a widget: its class, its words, and what it lies in."""
    parent = widget.parentWidget()
    text = widget.accessibleName() or getattr(widget, "text", str)()
    around = type(parent).__name__ if parent is not None else "–"
    return f"{type(widget).__name__}({str(text)[:40]!r}) in {around}"


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


# -- names and roles ------------------------------------------------------------------------------


def without_name(root: QWidget) -> list[str]:
    """What can be used, or is a picture, and has no name."""
    wanted = (w for w in seen(root) if takes_keyboard(w) or isinstance(w, QAbstractButton))
    return [f"no name: {called(w)}" for w in wanted if not name_of(w).strip()]


def without_role(root: QWidget) -> list[str]:
    """What can be used and does not say what it is."""
    used = (w for w in seen(root) if takes_keyboard(w) and not isinstance(w, QAbstractScrollArea))
    return [f"no role: {called(widget)}" for widget in used if role_of(widget) in _PLAIN]


def rows_without_name(root: QWidget) -> list[str]:
    """Lists and tables whose rows say nothing."""
    faults = []
    for view in seen(root):
        model = view.model() if isinstance(view, QAbstractItemView) else None
        if model is None or not isinstance(view, QAbstractItemView):
            continue
        listed = isinstance(model, QAbstractListModel)
        columns = range(1 if listed else model.columnCount(QModelIndex()))
        for row in range(min(ROWS_LOOKED_AT, model.rowCount(QModelIndex()))):
            cells = [model.index(row, column) for column in columns]
            roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
            said = [str(cell.data(role) or "") for cell in cells for role in roles]
            if not any(text.strip() for text in said):
                faults.append(f"row {row} says nothing: {called(view)}")
    return faults


# -- the keyboard ---------------------------------------------------------------------------------


def only_for_the_mouse(root: QWidget) -> list[str]:
    """What of ours answers a click, and cannot have the keyboard nor has a way around it."""
    return [
        f"for the mouse alone: {called(w)}"
        for w in seen(root)
        if _answers_clicks(w)
        and w.isEnabled()
        and w.focusPolicy() == Qt.FocusPolicy.NoFocus
        # A click beside a box checks the box.
        and not any(takes_keyboard(inner) for inner in seen(w))
    ]


def _answers_clicks(widget: QWidget) -> bool:
    return any(
        kind.__module__.startswith("desktop.") and name in vars(kind)
        for kind in type(widget).__mro__
        for name in ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")
    )


def holder(root: QWidget) -> QWidget | None:
    """What has the keyboard in a window, also where the platform makes no dialog active."""
    held = QApplication.focusWidget()
    return held if held is not None and root.isAncestorOf(held) else root.focusWidget()


def walked(root: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> tuple[list[QWidget], str]:
    """What has the keyboard one after another, until it comes round; and what went wrong."""
    root.activateWindow()
    QTest.qWaitForWindowActive(root)
    held = holder(root)
    if held is None or not takes_keyboard(held):
        QTest.keyClick(held or root, key)
    order: list[QWidget] = []
    for _ in range(STEPS_MOST):
        held = holder(root)
        if held is None:
            return (
                order,
                f"the keyboard is lost after {called(order[-1]) if order else 'the start'}",
            )
        if held in order:
            if held is not order[0]:
                return order, f"the keyboard is caught at {called(held)}"
            return order, ""
        order.append(held)
        QTest.keyClick(held, key)
    return order, "the keyboard never comes round"


def not_reached(root: QWidget) -> list[str]:
    """What Tab or Shift+Tab does not come to."""
    faults = []
    for key, way in ((Qt.Key.Key_Tab, "Tab"), (Qt.Key.Key_Backtab, "Shift+Tab")):
        order, wrong = walked(root, key)
        faults += [f"{way}: {wrong}"] if wrong else []
        reached = {id(w) for held in order for w in (held, *_around(held))}
        faults += [
            f"{way} passes over {called(w)}"
            for w in seen(root)
            if takes_keyboard(w) and id(w) not in reached and not _is_part(w)
        ]
    return faults


def _around(widget: QWidget) -> Iterator[QWidget]:
    """What has the keyboard with it: a spin box with its field, a proxy's owner."""
    parent = widget.parentWidget()
    while parent is not None and (isinstance(parent, WHOLE) or parent.focusProxy() is widget):
        yield parent
        parent = parent.parentWidget()


def _is_part(widget: QWidget) -> bool:
    """What is scrolled with the keys of what lies in it, or belongs to a menu."""
    return isinstance(widget, (QScrollBar, QMenu))


# -- room -----------------------------------------------------------------------------------------


def does_not_fit(root: QWidget) -> list[str]:
    """Words that are cut off, and widgets that lie outside of what holds them."""
    faults = []
    for widget in seen(root):
        if isinstance(widget, QAbstractButton) and widget.text():
            hint = widget.sizeHint()
            narrow = widget.width() < hint.width() - 1 and not _may_be_cut(widget)
            if narrow or widget.height() < hint.height() - 1:
                has, needs = widget.size().toTuple(), hint.toTuple()
                faults.append(f"cut: {called(widget)} has {has}, needs {needs}")
        if widget.hasHeightForWidth() and _has_words(widget):
            needed = widget.heightForWidth(widget.width())
            if widget.height() < needed - 1:
                faults.append(f"cut below: {called(widget)} has {widget.height()}, needs {needed}")
        if _has_words(widget) and not _is_inside(widget):
            faults.append(f"outside of its frame: {called(widget)}")
    return faults


def _may_be_cut(widget: QWidget) -> bool:
    """Words that a person wrote may be of any length: the tooltip has all of them."""
    ignored = widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored
    return ignored and bool(widget.toolTip())


def _has_words(widget: QWidget) -> bool:
    text = getattr(widget, "text", None)
    return callable(text) and bool(text())


def _is_inside(widget: QWidget) -> bool:
    """Whether all of it can be seen, or be brought into sight by scrolling."""
    box, at = widget.rect(), widget
    while (parent := at.parentWidget()) is not None and not at.isWindow():
        box.translate(at.pos())
        holder = parent.parentWidget()
        if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
            wide = holder.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            visible = QRect(0, box.y(), parent.width(), box.height())
            return visible.contains(box) if wide else True
        if not parent.rect().adjusted(-2, -2, 2, 2).contains(box):
            return False
        at = parent
    return True


# -- colours --------------------------------------------------------------------------------------


def faint(root: QWidget) -> list[str]:
    """Words that are hard to read as they are painted; what is switched off may be faint."""
    whole = root.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    ratio = whole.devicePixelRatio()
    faults = []
    for widget in seen(root):
        if not _has_words(widget) or not widget.isEnabled() or isinstance(widget, QLineEdit):
            continue
        shown = widget.visibleRegion().boundingRect()
        over = root.childAt(widget.mapTo(root, shown.center()))
        # Of two letters no pixel may have the whole colour: their edges are mixed with the ground.
        few = shown.width() < LEGIBLE_WIDTH
        half = shown.height() < min(widget.height(), LEGIBLE_HEIGHT)  # scrolled away
        free = over is not None and (over is widget or widget.isAncestorOf(over))
        if few or half or not free:
            continue
        box = QRect(widget.mapTo(root, shown.topLeft()) * ratio, shown.size() * ratio)
        seen_as = _contrast(whole.copy(box))
        if seen_as is not None and seen_as < READABLE:
            at = f"{shown.width()} x {shown.height()} of {widget.width()} x {widget.height()}"
            faults.append(f"contrast {seen_as:.1f}: {called(widget)}, {at}")
    return faults


def _contrast(image: QImage) -> float | None:
    """Between the commonest colour and what stands out most from it; None where all is one."""
    data = bytes(image.constBits())
    size = (image.width(), image.height())
    stride = image.bytesPerLine()
    colours = Image.frombuffer("RGB", size, data, "raw", "RGB", stride, 1).getcolors(COLOURS_MOST)
    by_number = sorted(colours or [], reverse=True)
    if len(by_number) < 2:
        return None
    ground = _hex(by_number[0][1])
    # A single pixel may belong to what lies beside it.
    return max((contrast(_hex(ink), ground) for n, ink in by_number[1:] if n > 1), default=None)


def _hex(colour: object) -> str:
    assert isinstance(colour, tuple)
    return "#" + "".join(f"{part:02X}" for part in colour)


def colour_alone(root: QWidget) -> list[str]:
    """Chips without a word or an icon, and marks of a list that say nothing."""
    chips = [w for w in seen(root) if isinstance(w, Chip)]
    faults = [f"no word: {called(w)}" for w in chips if not name_of(w).strip()]
    return faults + [f"no icon: {called(w)}" for w in chips if not w._look.icon]
