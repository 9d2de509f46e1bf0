"""The workshop's server: Voilà and Jupyter Server with our own addresses only.

Kept free of imports, so that a kernel may read a ticket without loading a web server.
"""
