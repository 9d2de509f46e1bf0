/** What lists of rows have in common: the buttons below them, and the head of a row. */

export const RowHead = ({ list, row, children }) => (
  <button type="button" class="tw-row-head" aria-expanded={list.open === row.id} onClick={() => list.toggle(row.id)}>{children}</button>
);

export const RowTaps = ({ list, labels, most }) => (
  <div class="tw-row">
    {list.rows.length < most
      ? <button type="button" class="tw-button tw-secondary tw-rows-add" onClick={() => list.add()}>{labels.add}</button>
      : <p class="tw-hint tw-rows-add" tabIndex={-1}>{labels.full}</p>}
    {list.gone && <button type="button" class="tw-button tw-quiet" onClick={list.bringBack}>{labels.bring_back}</button>}
  </div>
);
