// Keeps 「あと3日4時間」 true while a page stays open, by the server's clock. Never in seconds.

const minute = 60_000;

/** The words for a time left in milliseconds, from templates parted by `|`. */
export function words(left, templates) {
  const [days, hours, minutes, closing, closed] = templates.split('|');
  if (left <= 0) return closed;
  const total = Math.floor(left / minute);
  const [d, h, m] = [Math.floor(total / 1440), Math.floor((total % 1440) / 60), total % 60];
  const template = d > 0 ? days : h > 0 ? hours : m > 0 ? minutes : closing;
  return template.replace('{d}', String(d)).replace('{h}', String(h)).replace('{m}', String(m));
}

export function start(element) {
  const deadline = Date.parse(element.dataset.deadline);
  const now = Date.parse(element.dataset.serverNow);
  if (Number.isNaN(deadline) || Number.isNaN(now)) return;
  // `performance.now` runs on even when somebody sets this device's clock.
  const opened = performance.now();
  const show = () => {
    if (!element.isConnected) {
      clearInterval(timer);
      return;
    }
    const text = words(deadline - (now + performance.now() - opened), element.dataset.words);
    if (element.textContent !== text) element.textContent = text;
  };
  const timer = setInterval(show, minute);
  show();
  document.addEventListener('visibilitychange', () => { if (!document.hidden) show(); });
}
