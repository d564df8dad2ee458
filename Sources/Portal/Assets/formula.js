// Formulas while they are typed: the server says whether they can be read and how they read; names and functions are
// offered to complete the word at the cursor.

const pause = 300;
const word = /[\p{L}\p{N}_・（）ー]+$/u;

export function start(group) {
  const box = group.querySelector('textarea');
  const verdict = group.querySelector('.formula-verdict');
  const form = group.closest('form');
  let timer = 0;
  let known = null;
  let chosen = 0;
  const list = document.createElement('ul');
  list.className = 'completions';
  list.id = `${box.id}-completions`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', document.querySelector(`label[for="${CSS.escape(box.id)}"]`)?.textContent ?? box.name);
  list.hidden = true;
  box.after(list);
  box.setAttribute('aria-controls', list.id);
  box.setAttribute('aria-autocomplete', 'list');

  async function check() {
    const body = new URLSearchParams({
      csrf: form.elements.namedItem('csrf').value, formula: box.value, place: group.dataset.place,
      column: group.dataset.column, section: group.dataset.section, key: group.dataset.key,
      condition: group.dataset.condition,
    });
    try {
      const answer = await fetch(group.dataset.formula, {
        method: 'POST', body, redirect: 'manual', headers: { 'X-Kofu-Autosave': '1', Accept: 'application/json' },
      });
      if (!answer.ok) return;
      const said = await answer.json();
      known = [...said.names.map((name) => ({ name, about: '' })),
        ...said.functions.map((one) => ({ name: one.name, about: one.about, isFunction: true }))];
      verdict.textContent = said.message || said.reading;
      verdict.classList.toggle('error-text', !said.ok);
      if (!said.ok && said.mended) {
        const mend = document.createElement('button');
        mend.type = 'button';
        mend.className = 'button tertiary small';
        mend.textContent = said.mended;
        mend.addEventListener('click', () => put(said.mended, said.mended.length));
        verdict.append(' ', mend);
      }
    } catch {
      // Saving tells when there is no connection.
    }
  }
  function put(text, cursor) {
    box.value = text;
    box.setSelectionRange(cursor, cursor);
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  }

  const current = () => box.value.slice(0, box.selectionStart).match(word)?.[0] ?? '';
  function offer() {
    const begun = current();
    const found = begun && known
      ? known.filter((one) => one.name !== begun && one.name.includes(begun)).slice(0, 8) : [];
    // A whole name needs no completing.
    list.hidden = found.length === 0 || known?.some((one) => one.name === begun);
    chosen = 0;
    list.replaceChildren(...found.map((one, index) => {
      const item = document.createElement('li');
      item.id = `${list.id}-${index}`;
      item.setAttribute('role', 'option');
      item.textContent = one.about ? `${one.name}()　${one.about}` : one.name;
      item.addEventListener('mousedown', (event) => {
        event.preventDefault();
        take(one);
      });
      item.complete = one;
      return item;
    }));
    mark();
  }
  function mark() {
    [...list.children].forEach((item, index) => item.setAttribute('aria-selected', String(index === chosen)));
    if (list.hidden) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', `${list.id}-${chosen}`);
  }
  function take(one) {
    const start = box.selectionStart - current().length;
    const text = one.isFunction ? `${one.name}(` : one.name;
    list.hidden = true;
    put(box.value.slice(0, start) + text + box.value.slice(box.selectionStart), start + text.length);
  }

  box.addEventListener('input', (event) => {
    clearTimeout(timer);
    timer = setTimeout(check, pause);
    if (!event.isComposing) offer();
  });
  box.addEventListener('compositionend', offer);
  box.addEventListener('focus', () => { if (!known) check(); }, { once: true });
  box.addEventListener('blur', () => { list.hidden = true; mark(); });
  box.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing || event.keyCode === 229) return;
    const count = list.children.length;
    if (event.key === 'ArrowDown') chosen = (chosen + 1) % count;
    else if (event.key === 'ArrowUp') chosen = (chosen + count - 1) % count;
    else if (event.key === 'Escape') list.hidden = true;
    else if (event.key === 'Enter' || event.key === 'Tab') take(list.children[chosen].complete);
    else return;
    event.preventDefault();
    mark();
  });
}
