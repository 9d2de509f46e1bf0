"""Steps that bring a store of rooms from one kit's form to the next; see README.md beside this file."""
