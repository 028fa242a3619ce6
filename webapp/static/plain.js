// Pages that are only read: what changed elsewhere is shown by loading them anew.

export function begin() {}

export function update(page, fresh, { reload }) {
  reload();
}
