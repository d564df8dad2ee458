// Says every twenty seconds that a case is still open here, and shows who else has it open. Only while the page is seen:
// a forgotten tab is nobody looking. It keeps no session alive.

export function start(element) {
  const form = element.querySelector('form');
  const line = element.querySelector('[role="status"]');
  const body = (more = {}) => {
    const fields = new URLSearchParams(new FormData(form));
    for (const [name, value] of Object.entries(more)) fields.set(name, value);
    return fields;
  };
  let isOver = false;

  const beat = async () => {
    if (isOver || document.visibilityState !== 'visible') return;
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: body(), redirect: 'manual', headers: { 'X-Kofu-Autosave': '1' },
      });
      // Signed out, or the case has gone to another window: there is nothing more to say.
      if (!answer.ok) {
        isOver = true;
        return;
      }
      const { text } = await answer.json();
      if (line.textContent !== text) line.textContent = text;
    } catch {
      // No connection: the next beat tries again.
    }
  };

  setInterval(beat, 20_000);
  document.addEventListener('visibilitychange', beat);
  window.addEventListener('pageshow', (event) => { if (event.persisted) beat(); });
  window.addEventListener('pagehide', () => {
    if (!isOver) navigator.sendBeacon(form.action, body({ leaving: 'yes' }));
  });
}
