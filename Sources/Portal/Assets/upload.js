// Shows how far a sending of files has come, and lets it be stopped. The answer is the page the server gives; without
// this script the form is simply sent.

import { enhance } from './kofu.js';

const pickers = (page) => [...page.querySelectorAll('input[type="file"]')];

/** Keeps what was chosen where a part of a page takes another's place; `sent` is the picker whose file is sent. */
export function keepChosen(old, fresh, sent) {
  for (const picker of pickers(old)) {
    if (picker.files.length === 0 || picker.name === sent) continue;
    const same = pickers(fresh).find((one) => one.name === picker.name);
    if (same) same.files = picker.files;
  }
}

export function start(form) {
  const words = form.dataset;

  // Dropping a file on its question is the same as choosing it, in rows that come later, too.
  const area = (event) => {
    const own = event.target.closest('[data-drop]');
    return event.dataTransfer.types.includes('Files') && own?.querySelector('input[type="file"]') ? own : null;
  };
  form.addEventListener('dragover', (event) => {
    if (!area(event)) return;
    event.preventDefault();
    area(event).classList.add('over');
  });
  form.addEventListener('dragleave', (event) => {
    if (!area(event)?.contains(event.relatedTarget)) area(event)?.classList.remove('over');
  });
  form.addEventListener('drop', (event) => {
    const own = area(event);
    if (!own) return;
    event.preventDefault();
    own.classList.remove('over');
    const input = own.querySelector('input[type="file"]');
    const chosen = new DataTransfer();
    for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1)) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });

  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    const chosen = pickers(form).find((input) => input.files.length > 0);
    if (!chosen) return;
    // Files that were chosen and not added are added first, one after the other, whichever button was pressed.
    const own = event.submitter?.name === 'upload' ? event.submitter : null;
    const button = own ?? chosen.closest('.picker')?.querySelector('button[name="upload"]');
    if (!button) return;
    event.preventDefault();
    send(form, words, button, own ? null : event.submitter);
  });
}

function send(form, words, submitter, then) {
  if (form.querySelector('.sending')) return;
  const request = new XMLHttpRequest();
  const panel = document.createElement('div');
  const status = document.createElement('p');
  const bar = document.createElement('progress');
  const cancel = document.createElement('button');
  panel.className = 'sending';
  status.setAttribute('role', 'status');
  bar.max = 100;
  bar.setAttribute('aria-label', words.sending.replace(/\s*\{percent\}%/, ''));
  cancel.type = 'button';
  cancel.className = 'button secondary small';
  cancel.textContent = words.cancel;
  cancel.addEventListener('click', () => request.abort());
  panel.append(status, bar, cancel);
  (submitter?.closest('.picker') ?? submitter?.closest('.buttons') ?? form).append(panel);

  let spoken = 0;
  const show = (percent) => {
    bar.value = percent;
    // Said at the start, the end and now and then between.
    if (percent !== 100 && spoken !== 0 && Date.now() - spoken < 5000) return;
    spoken = Date.now();
    status.textContent = words.sending.replace('{percent}', String(percent));
  };
  const end = (text) => {
    panel.replaceChildren(status);
    panel.className = 'sent';
    status.textContent = text;
    status.className = 'error-text';
    form.dispatchEvent(new Event('kofu:stayed'));
  };

  request.upload.addEventListener('progress', (event) => {
    if (event.lengthComputable) show(Math.floor((event.loaded / event.total) * 100));
  });
  request.addEventListener('load', () => {
    const isPage = request.getResponseHeader('Content-Type')?.startsWith('text/html');
    if (isPage && request.status < 500) replacePage(request, `${submitter.value}.file`, request.status < 300 ? then : null);
    else end(words.failed);
  });
  request.addEventListener('error', () => end(words.failed));
  request.addEventListener('timeout', () => end(words.failed));
  request.addEventListener('abort', () => end(words.cancelled));

  const target = submitter?.hasAttribute('formaction') ? submitter.formAction : form.action;
  request.open('POST', target);
  show(0);
  // Of the files on the page only those of the pressed button are sent.
  const data = new FormData(form, submitter);
  for (const [name, value] of [...data]) {
    if (value instanceof File && name !== `${submitter.value}.file`) data.delete(name);
  }
  request.send(data);
}

// The server's page, errors and all, takes this one's place under the address its answer led to. It is not fetched
// again: what it says once (「追加しました」) would be gone.
// `sent` is the picker whose file was sent, `then` the button that was pressed and has still to do its work.
async function replacePage(request, sent, then) {
  const page = new DOMParser().parseFromString(request.responseText, 'text/html');
  const answer = new URL(request.responseURL, location.href);
  if (request.status < 300 && answer.pathname !== location.pathname) {
    history.pushState(null, '', answer);
    window.addEventListener('popstate', () => location.reload(), { once: true });
  }
  document.title = page.title;
  document.documentElement.lang = page.documentElement.lang;
  document.documentElement.className = page.documentElement.className;
  keepChosen(document, page, sent);
  document.body.replaceWith(document.adoptNode(page.body));
  window.scrollTo(0, 0);
  await enhance(document);
  const again = then && [...document.querySelectorAll('button[type="submit"]')].find(
    (button) => button.name === then.name && button.value === then.value);
  if (again) {
    again.form.requestSubmit(again);
    return;
  }
  if (!document.querySelector('[data-focus]')) document.getElementById('main')?.focus();
}
