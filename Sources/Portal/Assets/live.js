// What changes on a page while it is filled in. The server judges what is typed and says what is shown, required, offered,
// computed and wrong; this puts it into place and decides nothing itself.
//
// The answer to `data-live-url`, and `live` in the answer of a save:
//   {shown, sections, required, offered, values, texts, errors}   by place (`NAME`, `TABLE.ROW.COLUMN`), id, or box
//   {missing}   places where nothing is said yet; {stops}   HTML of why one is not eligible

const pause = 150;

export function start(form) {
  const url = form.dataset.liveUrl;
  let timer = 0;
  let request = null;
  // What the last answer said is wrong, and what is missing; nothing is known before the first.
  let errors = null;
  let missing = [];

  async function ask() {
    timer = 0;
    request?.abort();
    const mine = request = new AbortController();
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    try {
      const answer = await fetch(url, {
        method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', signal: mine.signal,
        headers: { 'X-Kofu-Autosave': '1', Accept: 'application/json' },
      });
      if (answer.ok) place(await answer.json());
    } catch {
      // Nothing is lost: saving tells when there is no connection.
    } finally {
      if (request === mine) request = null;
    }
  }
  const schedule = (event) => {
    if (event.isComposing || event.target.type === 'file') return;
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
  };

  function place(live) {
    for (const [name, isShown] of Object.entries(live.shown ?? {})) {
      for (const element of find('data-place', name)) element.hidden = !isShown;
    }
    for (const [id, isShown] of Object.entries(live.sections ?? {})) {
      for (const element of find('data-section', id)) element.hidden = !isShown;
    }
    for (const [name, isRequired] of Object.entries(live.required ?? {})) {
      for (const element of find('data-place', name)) mark(element, isRequired);
    }
    for (const [name, codes] of Object.entries(live.offered ?? {})) {
      for (const element of find('data-place', name)) offer(element, new Set(codes));
    }
    for (const [name, text] of Object.entries(live.values ?? {})) {
      for (const element of find('data-value', name)) if (element.textContent !== text) element.textContent = text;
    }
    for (const [id, text] of Object.entries(live.texts ?? {})) {
      const element = document.getElementById(id);
      if (element && element.textContent !== text) element.textContent = text;
    }
    ({ errors, missing } = live);
    tell();
    stop(live.stops);
  }
  const find = (attribute, value) => form.querySelectorAll(`[${attribute}="${CSS.escape(value)}"]`);

  // 「※必須」 and 「※任意」 change with the answers.
  function mark(element, isRequired) {
    const sign = element.querySelector('.mark');
    if (!sign) return;
    sign.classList.toggle('must', isRequired);
    sign.textContent = isRequired ? form.dataset.must : form.dataset.may;
  }
  function offer(element, codes) {
    for (const option of element.querySelectorAll('option')) {
      if (option.value) option.hidden = option.disabled = !codes.has(option.value);
    }
    for (const choice of element.querySelectorAll('.choice')) {
      choice.hidden = !codes.has(choice.querySelector('input').value);
    }
  }

  // An error stands at its field as long as it holds, whether this or the page that was sent said it. Of what is missing,
  // and of the box one is in, nothing is said anew.
  function tell() {
    const held = new Set([...Object.keys(errors), ...missing].map(id));
    for (const line of form.querySelectorAll('.error-text[id$="-error"]')) {
      const control = document.getElementById(line.id.slice(0, -'-error'.length));
      if (control && !held.has(control.id) && control.type !== 'file') clear(line, control);
    }
    for (const [name, message] of Object.entries(errors)) {
      const control = document.getElementById(id(name));
      if (control) show(`＊${message}`, control);
    }
    for (const link of document.querySelectorAll('.error-summary a[href^="#"]')) {
      const control = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!form.contains(control) || held.has(control.id) || control.type === 'file') continue;
      const summary = link.closest('.error-summary');
      link.closest('li').remove();
      if (!summary.querySelector('li')) summary.remove();
    }
  }
  // As `Control.id` makes it.
  const id = (name) => `field-${/[\x00-\x20]/.test(name) ? name.trim().split(/\s+/).join('-') : name}`;
  const own = (control) => control.closest('.field, [data-place]');
  const described = (control) => own(control).matches('fieldset') ? own(control) : control;
  const inputs = (control) => [...own(control).querySelectorAll('input, select, textarea')].filter(
    (input) => own(input) === own(control) && !['hidden', 'radio', 'checkbox'].includes(input.type));

  function show(text, control) {
    const field = own(control);
    const known = document.getElementById(`${control.id}-error`);
    if (known) {
      if (known.textContent !== text) known.textContent = text;
      return;
    }
    const focused = document.activeElement.closest('.field, [data-place]');
    if (focused === field || control.getClientRects().length === 0) return;
    const line = document.createElement('p');
    line.className = 'error-text';
    line.id = `${control.id}-error`;
    line.setAttribute('role', 'status');
    line.textContent = text;
    field.append(line);
    field.classList.add('invalid');
    for (const input of inputs(control)) input.setAttribute('aria-invalid', 'true');
    const ids = described(control).getAttribute('aria-describedby');
    described(control).setAttribute('aria-describedby', ids ? `${line.id} ${ids}` : line.id);
  }
  function clear(line, control) {
    own(control).classList.remove('invalid');
    for (const input of inputs(control)) input.removeAttribute('aria-invalid');
    const ids = (described(control).getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one !== line.id);
    if (ids.join('')) described(control).setAttribute('aria-describedby', ids.join(' '));
    else described(control).removeAttribute('aria-describedby');
    line.remove();
  }

  // Spoken when it changes, and only then.
  function stop(html) {
    const region = form.querySelector('[data-stops]');
    const fresh = new DOMParser().parseFromString(html, 'text/html').body;
    if (region.textContent !== fresh.textContent) region.replaceChildren(...fresh.childNodes);
  }

  form.addEventListener('kofu:rows', ask);
  form.addEventListener('input', schedule);
  form.addEventListener('compositionend', schedule);
  form.addEventListener('change', schedule);
  // A box that is left is no longer spared, unless an answer is on its way that knows better.
  form.addEventListener('focusout', () => setTimeout(() => { if (errors && !timer && !request) tell(); }));
  document.addEventListener('kofu:saved', (event) => {
    if (form.isConnected && event.detail?.live) place(event.detail.live);
  });
}
