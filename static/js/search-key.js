// "/" goes to the search box, for people who switched that on in their settings.
const box = document.querySelector('[aria-keyshortcuts="/"]');

function isTyping(target) {
  return target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName);
}

document.addEventListener("keydown", (event) => {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (event.key !== "/" || hasModifier || isTyping(event.target)) return;
  event.preventDefault();
  box?.focus();
  box?.select();
});
