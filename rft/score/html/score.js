// The table of samples: filters, order, pages, and the texts of a sample on request.
const data = JSON.parse(document.getElementById("data").textContent);
const [ID, AT, REWARD, OUTCOME, VALUES, GROUP, MILLIS, LABEL, AGREES] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const PAGE = 50;
const form = document.querySelector(".filters");
const body = document.querySelector(".rows tbody");
const labelled = data.rows.some((row) => row[LABEL] !== null);
const columns = ["sample", "reward", ...data.names, "outcome", "ms", ...(labelled ? ["label"] : [])];
let shown = [];
let first = 0;
let group = null;

const made = (name, text, kind) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  return element;
};
const figure = (value) => (value === null || value === undefined ? "–" : String(Number(value.toPrecision(4))));
const head = (table, names) => {
  const line = made("tr");
  line.append(...names.map((name) => made("th", name)));
  table.replaceChildren(line);
};

const says = (at) => {
  const texts = data.texts[at];
  return texts ? `${texts.prompt}\n${texts.response ?? ""}` : "";
};
const fits = (at) => {
  const row = data.rows[at];
  const wanted = form.elements;
  if (group !== null && row[GROUP] !== group) return false;
  if (wanted.outcome.value !== "" && row[OUTCOME] !== Number(wanted.outcome.value)) return false;
  const what = Number(wanted.what.value);
  const value = what < 0 ? row[REWARD] : row[VALUES][what];
  const bounded = wanted.least.value !== "" || wanted.most.value !== "";
  if (bounded && (value === null || value === undefined)) return false;
  if (wanted.least.value !== "" && value < Number(wanted.least.value)) return false;
  if (wanted.most.value !== "" && value > Number(wanted.most.value)) return false;
  const text = wanted.text.value.trim().toLowerCase();
  if (text && !`${row[ID]}\n${row[AT]}\n${data.groups[row[GROUP]]}\n${says(at)}`.toLowerCase().includes(text)) return false;
  const view = wanted.view.value;
  if (view === "fp" || view === "fn") return row[AGREES] === (view === "fp" ? 1 : 2);
  if (view === "reasons") return at in data.texts;
  return !["worst", "best"].includes(view) || row[REWARD] !== null;
};
const orders = {
  worst: (a, b) => a[REWARD] - b[REWARD],
  best: (a, b) => b[REWARD] - a[REWARD],
  slow: (a, b) => b[MILLIS] - a[MILLIS],
  fp: (a, b) => b[REWARD] - a[REWARD],
  fn: (a, b) => a[REWARD] - b[REWARD],
};

const block = (title, content) => {
  if (content === undefined || content === null || content === "") return [];
  const text = made("pre");
  text.append(...(Array.isArray(content) ? content : [content]));
  return [made("h4", title), text];
};
const marked = (texts) => {
  if (texts.response === undefined) return "(no response)";
  const letters = Array.from(texts.response); // Python counts characters, JavaScript halves of some.
  if (!texts.span || texts.span[1] - texts.span[0] >= letters.length) return texts.response || "(empty)";
  const [start, end] = texts.span;
  const part = (from, to) => letters.slice(from, to).join("");
  return [part(0, start), made("mark", part(start, end) || "∅"), part(end)];
};
const reasons = (texts) => {
  const codes = Object.entries(texts.reasons ?? {}).map(([name, code]) => `${name}: ${code}`);
  const found = texts.rule ? [`answer found by: ${texts.rule}${texts.others ? `, ${texts.others} other matches` : ""}`] : [];
  const own = texts.reason && texts.reason !== "answered" ? [texts.reason] : [];
  return [...own, ...found, ...codes].join("\n");
};
const told = (at) => {
  const [row, texts] = [data.rows[at], data.texts[at]];
  const box = made("div");
  box.append(made("p", `${row[AT]}${texts?.row ? `, row ${texts.row}` : ""}`, "none"));
  if (!texts) {
    box.append(made("p", "The texts of this sample were left out to keep the page small."));
    return box;
  }
  box.append(...block("prompt", texts.prompt), ...block("response", marked(texts)), ...block("reference", texts.reference));
  if (row[LABEL] !== null) box.append(...block("label", texts.answered ? `${row[LABEL]}; answer read: ${texts.answered}` : row[LABEL]));
  box.append(...block("why", reasons(texts)));
  for (const [name, said] of Object.entries(texts.said ?? {})) box.append(...block(`judge on ${name}`, said));
  box.append(...block("fault", texts.fault), ...block("traceback", texts.trace));
  return box;
};
const toggle = (line, button, at) => {
  const isOpen = line.classList.toggle("open");
  button.setAttribute("aria-expanded", isOpen);
  if (!isOpen) {
    line.nextSibling.remove();
    return;
  }
  const [more, cell] = [made("tr"), made("td", undefined, "texts")];
  cell.colSpan = columns.length;
  cell.append(told(at));
  more.append(cell);
  line.after(more);
};
const line = (at) => {
  const row = data.rows[at];
  const made_row = made("tr");
  const [first_cell, button] = [made("td"), made("button", row[ID])];
  button.type = "button";
  button.setAttribute("aria-expanded", false);
  button.addEventListener("click", () => toggle(made_row, button, at));
  first_cell.append(button);
  const values = data.names.map((_, each) => figure(row[VALUES][each]));
  const cells = [figure(row[REWARD]), ...values, data.outcomes[row[OUTCOME]].replace("_", " "), figure(row[MILLIS])];
  if (labelled) cells.push(row[LABEL] ?? "–");
  made_row.append(first_cell, ...cells.map((each) => made("td", each)));
  if (row[AGREES] > 0) made_row.lastChild.className = "off";
  return made_row;
};
const draw = () => {
  body.replaceChildren(...shown.slice(first, first + PAGE).map(line));
  const last = Math.min(first + PAGE, shown.length);
  const range = shown.length > PAGE ? `, ${first + 1} to ${last} here` : "";
  const of = group === null ? "" : ` of the group “…${data.groups[group].slice(-60)}”`;
  document.querySelector(".samples .count").textContent = `${shown.length} of ${data.rows.length} samples${of}${range}`;
  document.querySelector("[name=back]").disabled = first === 0;
  document.querySelector("[name=on]").disabled = last >= shown.length;
};
const filter = () => {
  shown = data.rows.map((_, at) => at).filter(fits);
  const order = orders[form.elements.view.value];
  if (order) shown.sort((a, b) => order(data.rows[a], data.rows[b]));
  first = 0;
  draw();
};
const turn = (by) => () => {
  first = Math.max(0, first + by);
  draw();
};

const groups = () => {
  const found = new Map();
  for (const row of data.rows) {
    if (row[REWARD] === null) continue;
    const one = found.get(row[GROUP]) ?? { at: row[GROUP], size: 0, low: Infinity, high: -Infinity };
    one.size += 1;
    one.low = Math.min(one.low, row[REWARD]);
    one.high = Math.max(one.high, row[REWARD]);
    found.set(row[GROUP], one);
  }
  return [...found.values()].filter((each) => each.size > 1);
};
const listed = groups();
if (listed.length) {
  const section = document.querySelector(".groups");
  section.hidden = false;
  const flat = listed.filter((each) => each.high - each.low < 1e-9).length;
  const most = 100;
  const few = listed.length > most ? ` The ${most} with the least spread are listed.` : "";
  section.querySelector(".count").textContent = `${listed.length} groups; ${flat} flat: training learns nothing from them.${few}`;
  head(section.querySelector("thead"), ["prompt (end)", "responses", "min", "max", "spread"]);
  listed.sort((a, b) => a.high - a.low - (b.high - b.low));
  section.querySelector("tbody").append(...listed.slice(0, most).map((each) => {
    const [row, cell, button] = [made("tr"), made("td"), made("button", data.groups[each.at].slice(-60))];
    button.type = "button";
    button.addEventListener("click", () => {
      group = each.at;
      filter();
      document.querySelector(".samples").scrollIntoView();
    });
    cell.append(button);
    row.append(cell, ...[each.size, figure(each.low), figure(each.high), figure(each.high - each.low)].map((value) => made("td", value)));
    return row;
  }));
}

head(document.querySelector(".rows thead"), columns);
form.addEventListener("input", filter);
form.addEventListener("reset", () => {
  group = null;
  setTimeout(filter);
});
document.querySelector("[name=back]").addEventListener("click", turn(-PAGE));
document.querySelector("[name=on]").addEventListener("click", turn(PAGE));
filter();
