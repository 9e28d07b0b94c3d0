// A page that came back with mistakes starts at the list of them.
const summary = document.querySelector(".error-summary");
if (summary) summary.focus();

// A fragment that htmx put in place with mistakes does the same.
document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt.querySelector?.(".error-summary");
  if (arrived && arrived !== summary) arrived.focus();
});
