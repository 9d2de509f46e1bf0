"""The trust workshop kit: notebooks, exercises and a private room for groups."""
