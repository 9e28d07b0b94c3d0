// The search boxes of Django's forms have no name of their own: they get the name of their field.
const name = (where) => {
  for (const box of where.querySelectorAll(".select2-selection[role=combobox]")) {
    const select = box.closest(".select2").previousElementSibling;
    const value = box.querySelector(".select2-selection__rendered");
    box.id = `${select.id}_box`;
    box.ariaLabel = select.ariaLabel ?? select.labels[0]?.textContent.replace(":", "").trim();
    box.setAttribute("aria-labelledby", `${box.id} ${value.id}`);
    value.setAttribute("aria-labelledby", box.id);
  }
};
window.django?.jQuery(() => name(document)); // in the line behind the script that makes the boxes
document.addEventListener("formset:added", (event) => name(event.target));

// A slash leads to the search box, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  document.getElementById("find")?.focus();
});

// Whoever writes is there: a long text is not met by the door.
const TEN_MINUTES = 600_000;
let told = Date.now();
document.addEventListener("input", () => {
  if (Date.now() - told < TEN_MINUTES) return;
  told = Date.now();
  fetch("/beheer/jsi18n/").catch(() => {}); // told with the next word then
});
