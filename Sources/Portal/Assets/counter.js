// Counts characters as a person does (a conjunct or an emoji is one) and says how many are left. Cuts nothing off.

const segmenter = 'Segmenter' in Intl ? new Intl.Segmenter('ja', { granularity: 'grapheme' }) : null;

/** The number of characters in a text; a line end is one. */
export function length(text) {
  const lines = text.replace(/\r\n?/g, '\n');
  return segmenter ? [...segmenter.segment(lines)].length : [...lines].length;
}

export function start(control) {
  const { maximum, counter, left, over } = control.dataset;
  const line = document.getElementById(counter);
  if (!line) return;
  const [shown, spoken] = line.children;
  let timer = 0;

  const count = () => {
    const rest = Number(maximum) - length(control.value);
    const text = (rest < 0 ? over : left).replace('{n}', String(Math.abs(rest)));
    shown.textContent = text;
    line.classList.toggle('over', rest < 0);
    clearTimeout(timer);
    // Spoken after a pause that grows shorter as the limit comes nearer; too many is said at once.
    const pause = rest < 0 ? 0 : rest < 20 ? 1000 : 3000;
    timer = setTimeout(() => { spoken.textContent = text; }, pause);
  };
  control.addEventListener('input', (event) => { if (!event.isComposing) count(); });
  control.addEventListener('compositionend', count);
  if (control.value !== '') count();
}
