// Opens the form of a report again where there is no network: a telephone closes pages behind its camera.
// It knows that form only, asks the server first, and shows for a day at most what `report-draft.js` laid in
// its cupboard.
const CUPBOARD = "report-form";
const FORM = /\/visit\/\d+\/report\/$/;
const ONE_DAY = 86_400_000;

async function formAt(request) {
  const cupboard = await caches.open(CUPBOARD);
  try {
    const answer = await fetch(request);
    if (answer.headers.has("X-Report-Form")) await cupboard.put(request.url, answer.clone());
    else if (answer.status < 500) await cupboard.delete(request.url); // sent, gone, or signed out meanwhile
    return answer;
  } catch {
    const kept = await cupboard.match(request.url, { ignoreVary: true });
    const isFresh = kept && Date.now() - Date.parse(kept.headers.get("Date")) < ONE_DAY;
    return isFresh ? kept : Response.error();
  }
}

async function partOf(request) {
  try {
    return await fetch(request);
  } catch {
    return (await caches.match(request, { cacheName: CUPBOARD, ignoreVary: true })) ?? Response.error();
  }
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode !== "navigate") event.respondWith(partOf(request));
  else if (FORM.test(new URL(request.url).pathname)) event.respondWith(formAt(request));
});
