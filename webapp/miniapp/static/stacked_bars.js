// Bars that are stacked by share. The Content-Security-Policy forbids inline styles, so the widths
// are set here.

export function drawShares(page) {
  for (const part of page.querySelectorAll("[data-share]")) part.style.flexGrow = part.dataset.share;
}
