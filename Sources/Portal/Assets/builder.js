// The form builder's comforts: dragging fields, showing only the inputs of the chosen way, the preview at two widths that
// follows each save, and pieces of the page that change with it. Everything works without this by buttons and saving.

export function start(builder) {
  const frame = builder.querySelector('.builder-frame');
  const preview = frame?.querySelector('iframe');

  for (const button of builder.querySelectorAll('[data-preview]')) {
    button.hidden = false;
    button.setAttribute('aria-pressed', String(button.dataset.preview === 'wide'));
    button.addEventListener('click', () => {
      frame.classList.toggle('narrow', button.dataset.preview === 'narrow');
      for (const other of builder.querySelectorAll('[data-preview]')) {
        other.setAttribute('aria-pressed', String(other === button));
      }
    });
  }

  for (const group of builder.querySelectorAll('[data-modes]')) modes(group);
  for (const list of builder.querySelectorAll('[data-list]')) drag(list);

  document.addEventListener('kofu:saved', async (event) => {
    const { seen, reload } = event.detail ?? {};
    const form = builder.querySelector('form[data-autosave-url]');
    const box = form?.elements.namedItem('seen');
    if (box && seen !== undefined) box.value = seen;
    if (reload) {
      location.reload();
      return;
    }
    if (preview) preview.src = preview.getAttribute('src');
    await refresh(builder, form);
  });
}

// Only the inputs of the way that is chosen are shown; the others keep what is in them.
function modes(group) {
  const radios = [...group.querySelectorAll('input[type="radio"]')].filter(
    (radio) => radio.closest('[data-modes]') === group);
  const show = () => {
    const chosen = radios.find((radio) => radio.checked)?.value;
    for (const part of group.querySelectorAll('[data-mode]')) {
      if (part.closest('[data-modes]') === group) part.hidden = part.dataset.mode !== chosen;
    }
  };
  for (const radio of radios) radio.addEventListener('change', show);
  show();
}

// What the page says about the form, and rows of conditions, as they are after the save. What one is typing in stays.
async function refresh(builder, form) {
  try {
    // Rows that are not whole yet are no part of the form: what is chosen in them goes along to be shown again.
    const begun = new URLSearchParams([...new FormData(form)].filter(([name]) => /\.\d+\.(field|sign)$/.test(name)));
    const answer = await fetch(`${location.pathname}?${begun}`, { headers: { Accept: 'text/html' } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of builder.querySelectorAll('[data-refresh]')) {
      const fresh = page.querySelector(`[data-refresh="${CSS.escape(part.dataset.refresh)}"]`);
      if (fresh) part.replaceWith(document.adoptNode(fresh));
    }
    const rows = [...builder.querySelectorAll('.condition-rows')];
    const fresh = [...page.querySelectorAll('.condition-rows')];
    rows.forEach((row, index) => {
      if (!fresh[index] || row.contains(document.activeElement) && isTyping(document.activeElement)) return;
      if (names(row) === names(fresh[index])) return;
      const focused = row.contains(document.activeElement) ? document.activeElement.name : '';
      row.replaceWith(document.adoptNode(fresh[index]));
      if (focused) form.elements.namedItem(focused)?.focus();
    });
  } catch {
    // The next save tries again.
  }
}
const isTyping = (element) => element.matches('input:not([type="radio"]):not([type="checkbox"]), textarea');
const names = (element) =>
  [...element.querySelectorAll('[name]')].map((one) => `${one.name} ${[...one.options ?? []].length}`).join();

// A field is dragged by its handle to another place, also of another section. The buttons ↑ and ↓ do the same.
function drag(list) {
  for (const item of list.querySelectorAll(':scope > [data-part]')) {
    const handle = document.createElement('span');
    handle.className = 'handle';
    handle.textContent = '⠿';
    handle.setAttribute('aria-hidden', 'true');
    item.prepend(handle);
    handle.draggable = true;
    handle.addEventListener('dragstart', (event) => {
      event.dataTransfer.setData('text/x-kofu-part', item.dataset.part);
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setDragImage(item, 0, 0);
      item.classList.add('dragged');
    });
    handle.addEventListener('dragend', () => item.classList.remove('dragged'));
    item.addEventListener('dragover', (event) => over(event, item));
    item.addEventListener('dragleave', () => item.classList.remove('above', 'below'));
    item.addEventListener('drop', (event) => drop(event, list, item));
  }
}
function isPart(event) { return event.dataTransfer.types.includes('text/x-kofu-part'); }
function isAbove(event, item) {
  const box = item.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2;
}
function over(event, item) {
  if (!isPart(event)) return;
  event.preventDefault();
  item.classList.toggle('above', isAbove(event, item));
  item.classList.toggle('below', !isAbove(event, item));
}
function drop(event, list, item) {
  if (!isPart(event)) return;
  event.preventDefault();
  const part = event.dataTransfer.getData('text/x-kofu-part');
  const before = isAbove(event, item) ? item.previousElementSibling : item;
  if (!part || part === item.dataset.part) return;
  const form = list.closest('form');
  const button = document.createElement('button');
  button.name = 'act';
  button.value = `place:${part}>${list.dataset.list}>${before?.dataset.part ?? ''}`;
  button.hidden = true;
  form.append(button);
  form.requestSubmit(button);
}
