// Nobody is signed in where this page is shown: whose form of a report lies in this browser is gone.
globalThis.caches?.delete("report-form");
