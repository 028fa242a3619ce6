// Bars that are stacked by share: a policy that forbids inline styles leaves their widths to us.

export function stretch(page) {
  for (const part of page.querySelectorAll("[data-share]")) part.style.flexGrow = part.dataset.share;
}
