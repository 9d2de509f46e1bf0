"""Everything a fork needs is there before the fork: what is imported later costs every visitor again."""

from __future__ import annotations

WIDGETS = """
import ipywidgets as w
slider, text = w.IntSlider(), w.HTML()
slider.observe(lambda change: setattr(text, "value", str(change["new"])), "value")
w.VBox([slider, text])
"""


def test_nothing_is_imported_after_the_fork(kernel, notebook):
    page = notebook(WIDGETS, "import matplotlib.pyplot as plt, sys; before = set(sys.modules)")
    it = kernel(page)
    it.run("before |= {'json'}")
    late = it.value("sorted(m for m in set(sys.modules) - before if not m.startswith(('matplotlib', 'PIL')))")
    assert set(late) <= {"faulthandler"}
    assert it.value("all(m in sys.modules for m in ('psutil', 'numpy.random', 'matplotlib.backends.backend_svg'))")


def test_the_collector_leaves_inherited_objects_alone(kernel, notebook):
    it = kernel(notebook(WIDGETS))
    assert it.value("[__import__('gc').isenabled(), __import__('gc').get_freeze_count() > 50_000]") == [
        True,
        True,
    ]


def test_a_clone_adds_little_memory(kernel, notebook):
    """16 MB were measured; the bound leaves room for other versions of Python."""
    it = kernel(notebook(WIDGETS))
    private = "sum(int(l.split()[1]) for l in open('/proc/self/smaps_rollup') if l.startswith('Private_Dirty'))"
    assert it.value(private) < 30_000
