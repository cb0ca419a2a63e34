// Moves a row up or down among its own kind: the ranks follow. Without JavaScript the number is typed.
const rankOf = (row) => row.querySelector("input[name$='-position']");

const rowsBeside = (row) => {
  const isRow = (each) => each.classList.contains("form-row") || each.classList.contains("inline-related");
  return [...row.parentElement.children].filter((each) => isRow(each) && !each.classList.contains("empty-form") && rankOf(each));
};

const swap = (row, step) => {
  const rows = rowsBeside(row);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  [rankOf(row).value, rankOf(other).value] = [rankOf(other).value, rankOf(row).value];
  if (step < 0) other.before(row);
  else other.after(row);
};

const offer = (row) => {
  const rank = rankOf(row);
  if (!rank || rank.disabled || row.querySelector(".moves")) return;
  const moves = document.createElement("span");
  moves.className = "moves";
  for (const [sign, words, step] of [["↑", "Monter", -1], ["↓", "Descendre", 1]]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: sign, title: words });
    button.setAttribute("aria-label", words);
    button.addEventListener("click", () => {
      swap(button.closest(".form-row.has_original, tr.form-row, .inline-related"), step);
      button.focus();
    });
    moves.append(button);
  }
  rank.after(moves);
};

addEventListener("load", () => document.querySelectorAll(".inline-group input[name$='-position']").forEach((rank) => {
  const row = rank.closest("tr.form-row, .inline-related");
  if (row && !row.classList.contains("empty-form")) offer(row);
}));

// A row just added comes last.
document.addEventListener("formset:added", (event) => {
  const row = event.target;
  const rank = rankOf(row);
  if (!rank) return;
  const others = rowsBeside(row).filter((each) => each !== row).map((each) => Number(rankOf(each).value) || 0);
  rank.value = Math.max(0, ...others) + 1;
  offer(row);
});
