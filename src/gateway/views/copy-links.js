// Puts a copy button beside each [data-copy]; without script or clipboard the page does without.
const { clipboard } = navigator;
for (const source of clipboard ? document.querySelectorAll('[data-copy]') : []) {
  const add = (tag, className, text) =>
    Object.assign(document.createElement(tag), { className, textContent: text });
  const button = add('button', 'quiet copy', 'Copy');
  button.type = 'button';
  button.append(add('span', 'unseen', ` the link to ${source.dataset.copy}`));
  const told = add('span', 'copied', '');
  told.setAttribute('role', 'status');
  button.onclick = async () => {
    try {
      await clipboard.writeText(source.textContent);
      told.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(source);
      told.textContent = 'Selected: press Ctrl+C';
    }
  };
  source.after(button, told);
}
