// A list of rows: each opens on request, and shows its details in a row beneath it.
const body = document.querySelector(".rows tbody");
const made = (name, text, kind) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  return element;
};
const unfolding = (label, cells, told) => {
  const [whole, cell, button] = [made("tr"), made("td"), made("button", label)];
  button.type = "button";
  button.setAttribute("aria-expanded", false);
  button.addEventListener("click", () => {
    const isOpen = whole.classList.toggle("open");
    button.setAttribute("aria-expanded", isOpen);
    if (!isOpen) return whole.nextSibling.remove();
    const [more, texts] = [made("tr"), made("td", undefined, "texts")];
    texts.colSpan = cells.length + 1;
    texts.append(told());
    more.append(texts);
    whole.after(more);
  });
  cell.append(button);
  whole.append(cell, ...cells.map((each) => made("td", each)));
  return whole;
};
const listing = (form, columns, filter) => {
  const head = made("tr");
  head.append(...columns.map((name) => made("th", name)));
  document.querySelector(".rows thead").append(head);
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  filter();
};
