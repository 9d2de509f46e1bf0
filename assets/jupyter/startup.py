"""What every Python of `workshop lab` runs before anything else; one that lacks the kit goes on without."""

try:
    from workshop.cli.first_cell import watch as _watch
except ImportError:
    pass
else:
    _watch()
