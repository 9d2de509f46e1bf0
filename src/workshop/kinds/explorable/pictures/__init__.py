"""The pictures of the explorables as SVG. Matplotlib is imported when one is drawn, not before."""
