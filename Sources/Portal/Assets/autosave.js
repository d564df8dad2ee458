// Saves a draft while it is being filled in.
//
// The whole form goes to `data-autosave-url` one second after the last change, one request at a time, with the version
// it was made from. The server answers with JSON:
//   200 {version, savedAt, message?, errors?}   saved; `message` is what to show, `errors` is by field name
//   401                                          signed out: stop, say so, keep what was typed, offer the sign-in
//   409 {message?, link?, clash?}                changed elsewhere: stop, say so, offer to compare; with a `link` the server
//                                                has kept this side, with `clash` it shows both where the form is sent
//   anything else or no answer                   say so and try again, less and less often
// What could not be saved is kept in this tab's session storage and put back when the page is opened again. After a clash
// it is put back and not saved: the person decides by the button. With `data-paused` the page shows both sides already.

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
  // What was typed when it was saved last, by control.
  let saved = new Map();
  // What is said of a clash that is not decided; '' without one.
  let clash = '';
  // The server has what this side typed.
  let isKept = false;

  const say = (text, tone, act) => {
    line.textContent = text;
    line.dataset.tone = tone;
    if (act) line.append(' ', act);
  };
  const link = (href, text) => Object.assign(document.createElement('a'), { href, textContent: text });
  const button = (type, text) => Object.assign(
    document.createElement('button'), { type, textContent: text, className: 'button secondary small' });
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
  const stop = (text, act) => {
    isStopped = true;
    clearTimeout(timer);
    say(text, 'error', act);
  };

  async function save() {
    if (!form.isConnected || !isDirty || isStopped || isSaving || isSending) return;
    if (!navigator.onLine) {
      say(words.offline, 'warning');
      return;
    }
    isSaving = true;
    isDirty = false;
    const sent = new Map(typed().map((control) => [place(control), content(control)]));
    say(words.saving, 'busy');
    try {
      const answer = await fetch(url, {
        method: 'POST', body: body(), redirect: 'manual', signal: AbortSignal.timeout(patience),
        headers: { 'X-Kofu-Autosave': '1', Accept: 'application/json' },
      });
      const reply = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
      if (answer.ok) done(reply, sent);
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

  function done(reply, sent) {
    failures = 0;
    saved = sent;
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
    stop(words.signedOut, link(words.signInUrl, words.signIn));
  }
  function conflict(reply) {
    isDirty = true;
    const text = reply.message ?? words.conflict;
    isKept = Boolean(reply.link);
    if (reply.clash) clash = text;
    if (!isKept) remember();
    if (isKept) stop(text, link(reply.link, words.showConflict));
    else stop(text, reply.clash && button('submit', words.showConflict));
  }

  // Nothing secret is kept: tokens and versions are the page's, only what people type comes back.
  const typed = () => [...form.elements].filter(
    (control) => control.name && !['hidden', 'file', 'password', 'submit', 'button'].includes(control.type));
  const isBox = (control) => control.type === 'checkbox' || control.type === 'radio';
  const place = (control) => JSON.stringify([control.name, control.type, isBox(control) ? control.value : '']);
  const content = (control) => (isBox(control) ? control.checked : control.value);
  // What the page came with.
  const given = (control) => {
    if (isBox(control)) return control.defaultChecked;
    if (!control.options) return control.defaultValue;
    return ([...control.options].find((option) => option.defaultSelected) ?? control.options[0])?.value;
  };
  const isChanged = (control) => {
    const before = saved.has(place(control)) ? saved.get(place(control)) : given(control);
    return words.paused !== undefined || content(control) !== before;
  };

  function remember() {
    const changes = typed().filter(isChanged).map((control) => [place(control), content(control)]);
    try {
      sessionStorage.setItem(key, JSON.stringify({ changes, clash }));
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
  function remembered() {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? { changes: [], clash: '' };
    } catch {
      return { changes: [], clash: '' };
    }
  }
  function restore() {
    const known = remembered();
    if (words.paused !== undefined) {
      // The page itself has what was typed; it is kept until it is saved.
      clash = known.clash || words.conflict;
      isDirty = isStopped = true;
      say(words.paused, 'warning');
      return;
    }
    // The page that a save led to has all of it, in the server's spelling.
    const wasSaved = new URLSearchParams(location.search).has('saved')
      && performance.getEntriesByType('navigation')[0]?.type === 'navigate';
    const controls = new Map(typed().map((control) => [place(control), control]));
    const changes = known.changes.filter(([where, what]) => controls.has(where) && content(controls.get(where)) !== what);
    if (wasSaved || changes.length === 0) {
      forget();
      return;
    }
    clash = known.clash;
    isStopped = clash !== '';
    if (!isStopped) forget();
    for (const [where, what] of changes) {
      const control = controls.get(where);
      if (isBox(control)) control.checked = what;
      else control.value = what;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      if (isBox(control)) control.dispatchEvent(new Event('change', { bubbles: true }));
    }
    if (!isStopped) {
      say(words.restored, 'warning');
      return;
    }
    const discard = button('button', words.discard);
    discard.addEventListener('click', () => {
      forget();
      isDirty = false;
      location.assign(form.action);
    });
    stop(`${clash} ${words.clashed}`, discard);
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
      if (!isKept) remember();
      event.preventDefault();
    }
  });
  restore();
}
