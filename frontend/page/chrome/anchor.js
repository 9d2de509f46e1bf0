// What grows above does not push away what one reads or is about to tap. Chromium and Firefox see to that by themselves;
// Safari's engine does not, and pages grow when their exercises hear of the room.

export function anchor(sheet) {
  if (!sheet || CSS.supports("overflow-anchor", "auto")) return;
  const heights = new Map();
  const watch = new ResizeObserver((entries) => {
    let shift = 0;
    for (const { target } of entries) {
      const { bottom, height } = target.getBoundingClientRect();
      const grown = height - (heights.get(target) ?? height);
      const wasThere = height > 0 && heights.get(target) > 0; // steps come and go
      heights.set(target, height);
      if (wasThere && bottom - shift - grown <= 0) shift += grown;
    }
    if (shift && scrollY > 0) scrollBy(0, shift);
  });
  for (const piece of sheet.children) watch.observe(piece);
}
