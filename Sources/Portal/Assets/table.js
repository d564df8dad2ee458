// Rows of a table without leaving the page. The buttons are submit buttons that work without this; here only the table
// is replaced by what the server's page shows. Cells copied from a spreadsheet fill cells.

import { enhance } from './kofu.js';
import { keepChosen } from './upload.js';

export function start(table) {
  const form = table.closest('form');
  if (!form || form.dataset.hasTables) return;
  form.dataset.hasTables = '1';

  form.addEventListener('submit', (event) => {
    const act = event.submitter?.name === 'act' ? event.submitter.value : '';
    if (event.defaultPrevented || !/^(add|copy|drop|paste):/.test(act)) return;
    event.preventDefault();
    send(form, act, {});
  });

  form.addEventListener('paste', (event) => {
    const row = event.target.closest('tr[data-row]');
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (!row || !/[\t\n]./.test(text.trim())) return;
    const column = event.target.name?.split('.')[2];
    const own = event.target.closest('[data-table]');
    if (!column || !own) return;
    event.preventDefault();
    send(form, `paste:${own.dataset.table}.${row.dataset.row}.${column}`, { pasted: text });
  });
}

async function send(form, act, extra) {
  if (form.getAttribute('aria-busy') === 'true') return;
  form.setAttribute('aria-busy', 'true');
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
  const body = new URLSearchParams([...fields, ['act', act], ...Object.entries(extra)]);
  try {
    const answer = await fetch(form.action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const name = act.split(':')[1].split('.')[0];
    const selector = `[data-table="${CSS.escape(name)}"]`;
    const [old, fresh] = [form.querySelector(selector), page.querySelector(selector)];
    const version = page.querySelector('form[data-autosave-url] input[name="version"]');
    if (answer.redirected && new URL(answer.url).pathname !== new URL(form.action).pathname) {
      location.assign(answer.url);
      return;
    }
    if (!old || !fresh || !version) throw new Error('another page');
    form.elements.namedItem('version').value = version.value;
    const before = new Set([...old.querySelectorAll('tr[data-row]')].map((row) => row.dataset.row));
    keepChosen(old, fresh);
    old.replaceWith(document.adoptNode(fresh));
    enhance(form);
    document.dispatchEvent(new CustomEvent('kofu:alive'));
    const row = [...fresh.querySelectorAll('tr[data-row]')].find((one) => !before.has(one.dataset.row));
    (row?.querySelector('input:not([type="hidden"]), select, textarea')
      ?? fresh.querySelector('button[value^="add:"]') ?? fresh).focus();
    // The sending is over, and typing is saved again.
    form.dispatchEvent(new Event('kofu:stayed'));
    form.dispatchEvent(new Event('kofu:rows'));
  } catch {
    // As it works without scripts: the whole page.
    const button = document.createElement('button');
    button.name = 'act';
    button.value = act;
    button.hidden = true;
    form.append(button);
    for (const [key, value] of Object.entries(extra)) {
      const input = document.createElement('input');
      input.type = 'hidden';
      [input.name, input.value] = [key, value];
      form.append(input);
    }
    form.removeAttribute('aria-busy');
    HTMLFormElement.prototype.requestSubmit.call(form, button);
    return;
  }
  form.removeAttribute('aria-busy');
}
