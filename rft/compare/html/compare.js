// The list of samples on both sides: filters, and the details side by side on request.
const data = JSON.parse(document.getElementById("data").textContent);
const [NAME, AT, GROUP, A, B] = [0, 1, 2, 3, 4];
const MOST = 200;
const form = document.querySelector(".filters");
const columns = ["sample", "A", "B", "B - A", "outcome in A", "outcome in B"];
const figure = (value) => (value === null ? "–" : String(Number(value.toPrecision(4))));
const shift = (row) => (row[A][0] === null || row[B][0] === null ? 0 : row[B][0] - row[A][0]);
const moves = (row) => Math.abs(shift(row)) > 1e-9 || row[A][1] !== row[B][1];
const words = (row) => data.texts[`${row[AT]} ${row[NAME]}`];
const half = (title, [reward, outcome, values, reason, reasons, said]) => {
  const lines = [
    `reward ${figure(reward)}, ${outcome}${reason && reason !== "answered" ? `: ${reason}` : ""}`,
    ...Object.entries(values).map(([name, value]) => `${name} ${figure(value)}${reasons[name] ? ` (${reasons[name]})` : ""}`),
    ...Object.entries(said).map(([name, text]) => `judge on ${name}: ${text}`),
  ];
  const box = made("div");
  box.append(made("h4", title), made("pre", lines.join("\n")));
  return box;
};
const told = (row) => {
  const [box, beside, texts] = [made("div"), made("div", undefined, "beside"), words(row)];
  box.append(made("p", row[AT], "none"));
  beside.append(half("A", row[A]), half("B", row[B]));
  for (const name of ["prompt", "response"]) if (texts) box.append(made("h4", name), made("pre", texts[name]));
  box.append(beside);
  return box;
};
const line = (row) => {
  const cells = [figure(row[A][0]), figure(row[B][0]), figure(Number(shift(row).toFixed(6))), row[A][1], row[B][1]];
  return unfolding(row[NAME], cells.map((each) => each.replace("_", " ")), () => told(row));
};
const views = {
  moved: moves,
  gain: (row) => shift(row) > 1e-9,
  lose: (row) => shift(row) < -1e-9,
  flip: (row) => row[GROUP] in data.flips,
  all: () => true,
};
const filter = () => {
  const text = form.elements.text.value.trim().toLowerCase();
  const has = (row) => `${row[NAME]}\n${row[AT]}\n${words(row)?.prompt}\n${words(row)?.response}`.toLowerCase().includes(text);
  const shown = data.rows.filter((row) => views[form.elements.view.value](row) && has(row));
  if (form.elements.view.value === "flip") shown.sort((a, b) => data.flips[b[GROUP]] - data.flips[a[GROUP]] || (a[GROUP] < b[GROUP] ? -1 : 1));
  const few = shown.length > MOST ? `; the first ${MOST} are listed` : "";
  document.querySelector(".samples .count").textContent = `${shown.length} of ${data.rows.length} samples${few}`;
  body.replaceChildren(...shown.slice(0, MOST).map(line));
};
listing(form, columns, filter);
