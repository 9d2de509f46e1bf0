"""Makes ``python -m workshop.cli`` work."""

from workshop.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
