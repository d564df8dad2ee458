// How far long work has come: asked again each second, and the page opened anew once it is over. Without this the page
// has a link that does the same.

const pause = 1000;
// Whoever leaves the page open for longer comes back to the link.
const longest = 30 * 60 * 1000;

export function start(element) {
  const bar = element.querySelector('progress');
  const words = element.querySelector('[data-errand-words]');
  const link = document.querySelector('[data-errand-refresh]');
  const begun = Date.now();
  link.hidden = true;
  const ask = async () => {
    if (Date.now() - begun > longest) {
      link.hidden = false;
      return;
    }
    try {
      const answer = document.hidden ? null : await fetch(element.dataset.errand, { headers: { Accept: 'application/json' } });
      if (answer && (!answer.ok || answer.redirected)) {
        link.hidden = false;
        return;
      }
      if (answer) {
        const now = await answer.json();
        if (now.isOver) {
          location.reload();
          return;
        }
        bar.max = now.total || 1;
        bar.value = now.done;
        if (words.textContent !== now.words) words.textContent = now.words;
      }
    } catch {
      // Offline for a moment: asked again.
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
}
