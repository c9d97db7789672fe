// The list of differences between judge and people: filters, and the texts on request.
const data = JSON.parse(document.getElementById("data").textContent);
const form = document.querySelector(".filters");
const body = document.querySelector(".rows tbody");
const MOST = 100;
const made = (name, text, kind) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  return element;
};
const columns = ["response", "judge", "dimension", "score", "people", "difference"];
const told = (at) => {
  const box = made("div");
  for (const name of ["prompt", "response"]) box.append(made("h4", name), made("pre", data.texts[at][name]));
  return box;
};
const line = (row) => {
  const [whole, cell, button] = [made("tr"), made("td"), made("button", data.texts[row.at].id)];
  button.type = "button";
  button.setAttribute("aria-expanded", false);
  button.addEventListener("click", () => {
    const isOpen = whole.classList.toggle("open");
    button.setAttribute("aria-expanded", isOpen);
    if (!isOpen) return whole.nextSibling.remove();
    const [more, texts] = [made("tr"), made("td", undefined, "texts")];
    texts.colSpan = columns.length;
    texts.append(told(row.at));
    more.append(texts);
    whole.after(more);
  });
  cell.append(button);
  const gap = Number((row.score - row.people).toFixed(3));
  whole.append(cell, ...[row.judge, row.on, row.score, row.people, gap].map((each) => made("td", each)));
  return whole;
};
const fits = (row) => {
  const wanted = form.elements;
  if (wanted.judge.value && row.judge !== wanted.judge.value) return false;
  if (wanted.on.value && row.on !== wanted.on.value) return false;
  if (wanted.way.value && row.score > row.people !== (wanted.way.value === "high")) return false;
  const texts = data.texts[row.at];
  return `${texts.id}\n${texts.prompt}\n${texts.response}`.toLowerCase().includes(wanted.text.value.trim().toLowerCase());
};
const filter = () => {
  const shown = data.rows.filter(fits);
  const few = shown.length > MOST ? `; the ${MOST} largest are listed` : "";
  document.querySelector(".samples .count").textContent = `${shown.length} of ${data.rows.length} responses${few}`;
  body.replaceChildren(...shown.slice(0, MOST).map(line));
};
const head = made("tr");
head.append(...columns.map((name) => made("th", name)));
document.querySelector(".rows thead").append(head);
form.addEventListener("input", filter);
form.addEventListener("reset", () => setTimeout(filter));
filter();
