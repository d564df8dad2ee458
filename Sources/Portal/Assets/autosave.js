// Saves a draft while it is being filled in.
//
// The whole form goes to `data-autosave-url` one second after the last change, one request at a time, with the version
// it was made from. The server answers with JSON:
//   200 {version, savedAt, message?, errors?}   saved; `message` is what to show, `errors` is by field name
//   401                                          signed out: stop, say so, keep what was typed, offer the sign-in
//   409 {message?, link?}                        changed elsewhere: stop, say so, offer to compare
//   anything else or no answer                   say so and try again, less and less often
// What could not be saved before a sign-in is kept in this tab's session storage and put back afterwards.

const pause = 1000;
const patience = 60_000;
const longestWait = 30_000;

export function start(form) {
  const words = form.dataset;
  const url = words.autosaveUrl;
  const version = form.elements.namedItem('version');
  const line = form.querySelector('[data-autosave-status]');
  const key = `kofu:draft:${url}`;
  let isDirty = false;
  let isStopped = false;
  let isSaving = false;
  let isSending = false;
  let failures = 0;
  let timer = 0;

  const say = (text, tone, link) => {
    line.textContent = text;
    line.dataset.tone = tone;
    if (!link) return;
    const anchor = document.createElement('a');
    anchor.href = link.href;
    anchor.textContent = link.text;
    line.append(' ', anchor);
  };
  const body = () => {
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    return new URLSearchParams(fields);
  };
  const schedule = (delay) => {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  };
  const changed = () => {
    isDirty = true;
    if (!isStopped) schedule(pause);
  };
  const stop = (text, link) => {
    isStopped = true;
    clearTimeout(timer);
    say(text, 'error', link);
  };

  async function save() {
    if (!form.isConnected || !isDirty || isStopped || isSaving || isSending) return;
    if (!navigator.onLine) {
      say(words.offline, 'warning');
      return;
    }
    isSaving = true;
    isDirty = false;
    say(words.saving, 'busy');
    try {
      const answer = await fetch(url, {
        method: 'POST', body: body(), redirect: 'manual', signal: AbortSignal.timeout(patience),
        headers: { 'X-Kofu-Autosave': '1', Accept: 'application/json' },
      });
      const reply = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
      if (answer.ok) saved(reply);
      else if (answer.status === 401 || answer.type === 'opaqueredirect') signedOut();
      else if (answer.status === 409) conflict(reply);
      else if (answer.status >= 500 || answer.status === 408 || answer.status === 429) failed();
      else refused(reply);
    } catch {
      failed();
    } finally {
      isSaving = false;
      if (isDirty && !isStopped && failures === 0) schedule(pause);
    }
  }

  function saved(reply) {
    failures = 0;
    if (reply.version !== undefined && version) version.value = String(reply.version);
    const at = reply.savedAt ? new Date(reply.savedAt) : new Date();
    const time = Number.isNaN(at.getTime())
      ? '' : at.toLocaleTimeString('ja-JP', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Tokyo' });
    say(reply.message ?? words.saved.replace('{time}', time), 'success');
    forget();
    document.dispatchEvent(new CustomEvent('kofu:alive'));
    document.dispatchEvent(new CustomEvent('kofu:saved', { detail: reply }));
  }
  function failed() {
    isDirty = true;
    failures += 1;
    say(navigator.onLine ? words.notSaved : words.offline, 'warning');
    schedule(Math.min(longestWait, pause * 2 ** failures));
  }
  function refused(reply) {
    isDirty = true;
    stop(reply.message ?? words.notSaved);
  }
  function signedOut() {
    isDirty = true;
    remember();
    stop(words.signedOut, { href: words.signInUrl, text: words.signIn });
  }
  function conflict(reply) {
    isDirty = true;
    // With a link the server has kept this side too.
    if (!reply.link) remember();
    stop(reply.message ?? words.conflict, reply.link && { href: reply.link, text: words.showConflict });
  }

  // Nothing secret is kept: tokens and versions are the page's, only what people type comes back.
  function remember() {
    const typed = [...form.elements]
      .filter((control) => control.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(control.type))
      .map(({ name, type, value, checked }) => [name, type, value, checked]);
    try {
      sessionStorage.setItem(key, JSON.stringify(typed));
    } catch {
      // Storage is full or switched off: the text is still on the page.
    }
  }
  function forget() {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Storage is switched off.
    }
  }
  function restore() {
    let typed;
    try {
      typed = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    } catch {
      typed = null;
    }
    if (!Array.isArray(typed)) return;
    forget();
    for (const [name, type, value, checked] of typed) {
      const isBox = type === 'checkbox' || type === 'radio';
      const control = [...form.elements].find(
        (one) => one.name === name && one.type === type && (!isBox || one.value === value));
      if (!control) continue;
      if (isBox) control.checked = checked;
      else control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
    say(words.restored, 'warning');
  }

  form.addEventListener('input', (event) => {
    if (!event.isComposing && event.target.type !== 'file') changed();
  });
  form.addEventListener('compositionend', changed);
  form.addEventListener('change', (event) => { if (event.target.type !== 'file') changed(); });
  form.addEventListener('submit', () => {
    isSending = true;
    clearTimeout(timer);
  });
  const stayed = () => {
    isSending = false;
    if (isDirty && !isStopped) schedule(pause);
  };
  form.addEventListener('kofu:stayed', stayed);
  // A link that leads away waits for what was just typed.
  document.addEventListener('click', async (event) => {
    const link = event.target.closest?.('a[href]');
    if (!link || !form.isConnected || !isDirty || isStopped || event.defaultPrevented || event.button !== 0
      || event.metaKey || event.ctrlKey || event.shiftKey || link.target || link.hasAttribute('download')
      || link.getAttribute('href').startsWith('#') || link.origin !== location.origin) return;
    event.preventDefault();
    clearTimeout(timer);
    for (let turn = 0; isSaving && turn < 100; turn += 1) await new Promise((done) => { setTimeout(done, 50); });
    await save();
    location.assign(link.href);
  });
  window.addEventListener('pageshow', stayed);
  window.addEventListener('online', () => { if (isDirty && !isStopped) schedule(0); });
  window.addEventListener('offline', () => { if (!isStopped) say(words.offline, 'warning'); });
  window.addEventListener('beforeunload', (event) => {
    if (form.isConnected && (isDirty || isSaving) && !isSending) {
      if (!isStopped) remember();
      event.preventDefault();
    }
  });
  restore();
}
