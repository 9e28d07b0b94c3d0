// Whoever signs out leaves no form of a report behind in this browser.
for (const form of document.querySelectorAll("#logout-form, [data-signs-out]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await globalThis.caches?.delete("report-form");
    form.submit();
  });
}
