// Fills in what public registers know: an address from its postal code, names of municipalities and banks while they are
// typed. What was typed by hand is never overwritten without the button.

export function start(group) {
  const box = (part) => group.querySelector(`[name$=".${part}"]`);
  const tell = (control) => control.dispatchEvent(new Event('input', { bubbles: true }));
  const get = async (url) => {
    try {
      const answer = await fetch(url, { headers: { Accept: 'application/json' } });
      return answer.ok ? await answer.json() : [];
    } catch {
      return [];
    }
  };

  if (group.dataset.lookup === 'address') {
    const postal = box('postal');
    postal?.addEventListener('input', async (event) => {
      const digits = postal.value.normalize('NFKC').replace(/\D/g, '');
      if (event.isComposing || digits.length !== 7 || box('city').value || box('street').value) return;
      const found = await get(`/lookup/postal?code=${digits}`);
      if (found.length !== 1) return;
      for (const part of ['prefecture', 'city', 'street']) {
        box(part).value = found[0][part];
        tell(box(part));
      }
    });
  }
  if (group.dataset.lookup === 'municipality') {
    const [prefecture, city] = [box('prefecture'), box('city')];
    const list = suggestions(city);
    const fill = async () => {
      const names = prefecture.value
        ? await get(`/lookup/municipalities?prefecture=${encodeURIComponent(prefecture.value)}`) : [];
      list.replaceChildren(...names.map((name) => new Option(name, name)));
    };
    prefecture.addEventListener('change', fill);
    fill();
  }
  if (group.dataset.lookup === 'bank') {
    complete(box('bank'), box('bank-name'), (words) => `/lookup/banks?q=${encodeURIComponent(words)}`);
    complete(box('branch'), box('branch-name'), (words) =>
      `/lookup/branches?bank=${encodeURIComponent(box('bank').value)}&q=${encodeURIComponent(words)}`);
  }

  // A code and a name that go together: either one brings the other.
  function complete(code, name, address) {
    const list = suggestions(name);
    let known = [];
    let timer = 0;
    const ask = (control) => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const words = control.value.trim();
        if (!words) return;
        known = await get(address(words));
        list.replaceChildren(...known.map((one) => new Option(one.code, one.name)));
        const match = known.find((one) => one.code === words.normalize('NFKC'));
        if (control === code && match && !name.value) {
          name.value = match.name;
          tell(name);
        }
      }, 200);
    };
    code.addEventListener('input', () => ask(code));
    name.addEventListener('input', (event) => {
      if (event.isComposing) return;
      const match = known.find((one) => one.name === name.value);
      if (match && code.value !== match.code) {
        code.value = match.code;
        tell(code);
      } else if (!match) {
        ask(name);
      }
    });
  }

  function suggestions(control) {
    const list = document.createElement('datalist');
    list.id = `${control.id}-list`;
    control.setAttribute('list', list.id);
    control.after(list);
    return list;
  }
}
