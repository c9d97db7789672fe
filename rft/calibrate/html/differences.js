// The list of differences between judge and people: filters, and the texts on request.
const data = JSON.parse(document.getElementById("data").textContent);
const form = document.querySelector(".filters");
const MOST = 100;
const columns = ["response", "judge", "dimension", "score", "people", "difference"];
const told = (at) => {
  const box = made("div");
  for (const name of ["prompt", "response"]) box.append(made("h4", name), made("pre", data.texts[at][name]));
  return box;
};
const line = (row) => {
  const gap = Number((row.score - row.people).toFixed(3));
  return unfolding(data.texts[row.at].id, [row.judge, row.on, row.score, row.people, gap], () => told(row.at));
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
listing(form, columns, filter);
