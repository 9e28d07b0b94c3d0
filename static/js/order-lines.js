// Quick order by keyboard: Enter goes to the next row and makes one when there is none.
const NUMBERED = ["id", "name", "for", "aria-describedby"];

function renumber(row, position) {
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of NUMBERED) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(/-\d+(?=-)/, `-${position}`));
    }
  }
}

function addRow(lines) {
  const rows = lines.querySelectorAll("[data-row]");
  const row = rows[rows.length - 1].cloneNode(true);
  row.className = "order-lines__row";
  for (const answer of row.querySelectorAll("[data-answer], .field__error")) answer.remove();
  for (const input of row.querySelectorAll("input:not([type=hidden])")) {
    input.value = "";
    input.removeAttribute("aria-invalid");
  }
  renumber(row, rows.length);
  rows[rows.length - 1].after(row);
  const total = lines.querySelector('[name$="TOTAL_FORMS"]');
  if (total) total.value = String(rows.length + 1);
  return row;
}

function firstInput(row) {
  return row.querySelector("input:not([type=hidden])");
}

for (const lines of document.querySelectorAll("[data-rows]")) {
  lines.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (event.key !== "Enter" || !row || event.target.tagName !== "INPUT") return;
    if (!firstInput(row).value.trim()) return;
    event.preventDefault();
    const next = row.nextElementSibling?.matches("[data-row]") ? row.nextElementSibling : addRow(lines);
    firstInput(next).focus();
  });
}
