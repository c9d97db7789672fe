// Shows the values beneath the pointer, a finger, or the mark that the arrow keys move. Without it the titles remain.
const tip = document.querySelector(".tip");
for (const graph of document.querySelectorAll(".hover")) {
  const hits = [...graph.querySelectorAll(".hit")];
  const said = hits.map((hit) => {
    const title = hit.querySelector("title");
    title.remove(); // The browser's own tip would cover ours.
    return title.textContent;
  });
  let at = hits.length;
  const hide = () => {
    hits[at]?.classList.remove("on");
    tip.hidden = true;
  };
  const show = (next) => {
    hide();
    at = Math.max(0, Math.min(hits.length - 1, next));
    hits[at].classList.add("on");
    tip.textContent = said[at];
    tip.hidden = false;
    const mark = hits[at].getBoundingClientRect();
    const most = document.documentElement.clientWidth - tip.offsetWidth - 4;
    const beside = mark.right + 8 > most ? mark.left - tip.offsetWidth - 8 : mark.right + 8;
    tip.style.left = `${Math.max(4, Math.min(most, beside))}px`;
    tip.style.top = `${Math.max(4, mark.top - (mark.height > 40 ? 0 : tip.offsetHeight + 6))}px`;
  };
  const point = (event) => {
    const found = hits.indexOf(event.target);
    if (found < 0) hide();
    else show(found);
  };
  const key = (event) => {
    const moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: hits.length - 1 };
    if (event.key === "Escape") hide();
    if (!hits.length || !(event.key in moves)) return;
    event.preventDefault();
    show(moves[event.key]);
  };
  graph.addEventListener("pointermove", point);
  graph.addEventListener("pointerdown", point);
  graph.addEventListener("pointerleave", hide);
  graph.addEventListener("keydown", key);
  graph.addEventListener("blur", hide);
}
