// Warns before a session ends for lack of activity, and keeps it going when asked to.

export function start(dialog) {
  const form = dialog.querySelector('form');
  const text = dialog.querySelector('[role="status"]');
  const [stay, signIn] = dialog.querySelectorAll('.button');
  const question = text.textContent;
  const whole = Number(dialog.dataset.secondsLeft) * 1000;
  const warning = Number(dialog.dataset.warning) * 1000;
  let end = Date.now() + whole;
  let isOver = false;

  const over = () => {
    isOver = true;
    text.textContent = dialog.dataset.over;
    stay.hidden = true;
    signIn.hidden = false;
    if (!dialog.open) dialog.showModal();
  };
  const renewed = () => {
    end = Date.now() + whole;
    isOver = false;
    text.textContent = question;
    stay.hidden = false;
    signIn.hidden = true;
    if (dialog.open) dialog.close();
  };
  const look = () => {
    if (!dialog.isConnected) {
      clearInterval(timer);
      return;
    }
    const left = end - Date.now();
    if (isOver) return;
    if (left <= 0) over();
    else if (left <= warning && !dialog.open) dialog.showModal();
  };
  const extend = async () => {
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual',
      });
      if (answer.ok) renewed();
      else over();
    } catch {
      // No connection: the question stays, and may be answered again.
    }
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    extend();
  });
  // Escape means 「続ける」 while there is something to keep.
  dialog.addEventListener('cancel', (event) => {
    if (isOver) return;
    event.preventDefault();
    extend();
  });
  // Autosave keeps the session going as well.
  document.addEventListener('kofu:alive', () => { if (!isOver) renewed(); });
  document.addEventListener('visibilitychange', look);
  const timer = setInterval(look, 5000);
}
