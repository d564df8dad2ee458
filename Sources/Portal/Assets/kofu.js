// Comforts for pages that work without them. A feature is fetched only where a page asks for it by an attribute.

const features = {
  'form[data-autosave-url]': './autosave.js',
  'form[data-live-url]': './live.js',
  '[data-table]': './table.js',
  '[data-lookup]': './lookup.js',
  '.builder': './builder.js',
  '[data-formula]': './formula.js',
  'form[data-upload]': './upload.js',
  '[data-maximum]': './counter.js',
  '[data-deadline]': './countdown.js',
  '[data-errand]': './errand.js',
  '[data-viewing]': './viewing.js',
  'dialog[data-seconds-left]': './session.js',
};

/** Brings a page to life: the one that was opened, or one that took its place. Done when all its features have begun. */
export function enhance(page) {
  const begun = [];
  for (const [selector, file] of Object.entries(features)) {
    const elements = page.querySelectorAll(selector);
    if (elements.length === 0) continue;
    begun.push(import(file).then((feature) => elements.forEach((element) => begin(feature, file, element))));
  }
  for (const button of page.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
  for (const all of page.querySelectorAll('[data-select-all]')) joinBoxes(all, page);
  // What to read first: the summary of errors.
  page.querySelector('[data-focus]')?.focus();
  return Promise.all(begun);
}

// A part of a page that is replaced brings new elements; what was there before is alive already.
const alive = new WeakMap();
function begin(feature, file, element) {
  const begun = alive.get(element) ?? new Set();
  if (begun.has(file)) return;
  alive.set(element, begun.add(file));
  feature.start(element);
}

// One box for all rows.
function joinBoxes(all, page) {
  const boxes = [...page.querySelectorAll('input[type="checkbox"]')].filter(
    (box) => box.name === all.dataset.selectAll);
  if (boxes.length === 0) return;
  const show = () => {
    const checked = boxes.filter((box) => box.checked).length;
    all.checked = checked === boxes.length;
    all.indeterminate = checked > 0 && checked < boxes.length;
  };
  all.closest('[hidden]')?.removeAttribute('hidden');
  all.addEventListener('change', () => boxes.forEach((box) => { box.checked = all.checked; }));
  boxes.forEach((box) => box.addEventListener('change', show));
  show();
}

// Paper shows what was folded.
const folded = [];
window.addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details:not([open])')) {
    details.open = true;
    folded.push(details);
  }
});
window.addEventListener('afterprint', () => {
  for (const details of folded.splice(0)) details.open = false;
});

// A second press of the same button within one sending is a slip. The server knows this too; buttons stay enabled so
// that nothing is lost to keyboards and readers, and the form comes back to life when the page is returned to.
const sending = new WeakSet();
function release(form) {
  sending.delete(form);
  form.removeAttribute('aria-busy');
}
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (form.matches('[data-sign-out]')) {
    // Signing out leaves nothing behind in this tab.
    try {
      sessionStorage.clear();
    } catch {
      // Storage is switched off: there is nothing in it.
    }
  }
  if (!form.matches('[data-once]') || event.defaultPrevented) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  form.setAttribute('aria-busy', 'true');
  // A download, or a navigation that was stopped, leaves the page where it is.
  setTimeout(() => release(form), 10_000);
});
window.addEventListener('pageshow', () => document.querySelectorAll('form[data-once]').forEach(release));

// Enter that ends a Japanese conversion must not send the form (Safari sends it with key code 229).
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229) && event.target.matches('input')) {
    event.preventDefault();
  }
});

enhance(document);
