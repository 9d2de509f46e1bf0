"""The workshop's server: Voilà and Jupyter Server with our own addresses only.

Kept free of imports, so that a kernel may use :mod:`workshop.serving.tickets` without loading a web server.
"""
