// What changes on a page while it is filled in. The server judges what is typed and says what is shown, required, offered,
// computed and wrong; this puts it into place and decides nothing itself.
//
// The answer to `data-live-url`, and `live` in the answer of a save:
//   {shown, sections, required, offered, values, texts, errors}   by place (`NAME`, `TABLE.ROW.COLUMN`), id, or box

const pause = 150;

export function start(form) {
  const url = form.dataset.liveUrl;
  let timer = 0;
  let request = null;
  // Boxes a person has been in and left: only those are told what is wrong, and not before.
  const left = new Set();

  async function ask() {
    request?.abort();
    request = new AbortController();
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    try {
      const answer = await fetch(url, {
        method: 'POST', body: new URLSearchParams(fields), redirect: 'manual', signal: request.signal,
        headers: { 'X-Kofu-Autosave': '1', Accept: 'application/json' },
      });
      if (answer.ok) place(await answer.json());
    } catch {
      // Nothing is lost: saving tells when there is no connection.
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
    tell(live.errors ?? {});
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

  // An error said here goes when its cause does; those of the page that was sent stay until then, too.
  function tell(errors) {
    for (const line of form.querySelectorAll('[data-live-error]')) {
      if (!(line.dataset.liveError in errors)) clear(line);
    }
    for (const [box, message] of Object.entries(errors)) {
      if (!left.has(box)) continue;
      const control = [...form.elements].find((one) => one.name === box && one.type !== 'hidden');
      if (!control || control.getClientRects().length === 0) continue;
      const known = form.querySelector(`[data-live-error="${CSS.escape(box)}"]`);
      if (known) {
        if (known.textContent !== `＊${message}`) known.textContent = `＊${message}`;
        continue;
      }
      const field = control.closest('.field');
      if (!field || field.querySelector(':scope > .error-text')) continue;
      const line = document.createElement('p');
      line.className = 'error-text';
      line.id = `${control.id}-live`;
      line.dataset.liveError = box;
      line.setAttribute('role', 'status');
      line.textContent = `＊${message}`;
      field.append(line);
      field.classList.add('invalid');
      control.setAttribute('aria-invalid', 'true');
      const described = control.getAttribute('aria-describedby');
      control.setAttribute('aria-describedby', described ? `${line.id} ${described}` : line.id);
    }
  }
  function clear(line) {
    const field = line.closest('.field');
    for (const control of field.querySelectorAll('[aria-describedby]')) {
      const ids = control.getAttribute('aria-describedby').split(' ').filter((id) => id !== line.id);
      if (ids.length > 0) control.setAttribute('aria-describedby', ids.join(' '));
      else control.removeAttribute('aria-describedby');
      control.removeAttribute('aria-invalid');
    }
    field.classList.remove('invalid');
    line.remove();
  }

  form.addEventListener('kofu:rows', ask);
  form.addEventListener('input', schedule);
  form.addEventListener('compositionend', schedule);
  form.addEventListener('change', (event) => {
    left.add(event.target.name);
    schedule(event);
  });
  document.addEventListener('kofu:saved', (event) => {
    if (form.isConnected && event.detail?.live) place(event.detail.live);
  });
}
