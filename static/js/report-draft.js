// The engineer's report outlives a lost network. What is typed is kept in this browser and sent to the
// server as soon as it answers; photos wait beside it. Once the server has it, nothing stays behind here.
const form = document.querySelector("[data-report]");
const arrived = document.querySelector("[data-report-sent]");
const say = form?.querySelector("[data-state]");
const own = (form ?? arrived)?.dataset;
const mine = `${own?.owner} `;
const key = mine + (own?.report ?? own?.reportSent);
const PATIENCE = 800;
const AGAIN = 10_000;
const CUPBOARD = "report-form";

function store(mode, act) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("service-reports", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("waiting");
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const transaction = asked.result.transaction("waiting", mode);
      const request = act(transaction.objectStore("waiting"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
    };
  });
}

const recall = () => store("readonly", (waiting) => waiting.get(key));
const keep = () => store("readwrite", (waiting) => waiting.put(pending, key));
const forget = () => store("readwrite", (waiting) => waiting.delete(key));
// What somebody else left in this browser is not for whoever works with it now.
const forgetOthers = () => store("readwrite", (waiting) => {
  const keys = waiting.getAllKeys();
  keys.onsuccess = () => keys.result.forEach((one) => one.startsWith(mine) || waiting.delete(one));
  return keys;
});

// Fields as pairs, photos as files with a name of their own, and whether the report is to be sent off.
let pending = { fields: [], photos: [], finishes: false };
let changes = 0;
let isSending = false;
let refused = "";

function tell(words, tone = "") {
  say.textContent = words;
  say.dataset.tone = tone;
}

function read() {
  const skipped = ["csrfmiddlewaretoken", "act"];
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !skipped.includes(name));
}

function restore(fields) {
  const named = new Map(fields);
  for (const input of form.elements) {
    if (!named.has(input.name)) continue;
    if (input.type === "radio") input.checked = input.value === named.get(input.name);
    else if (input.type !== "file") input.value = named.get(input.name);
  }
}

async function post(address, fields) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of fields) body.append(name, value);
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.status === 404) { // the visit is gone, or no longer theirs; a weak network shall not show it again
    await forget();
    if (globalThis.caches) await (await caches.open(CUPBOARD)).delete(location.href);
    location.reload();
  }
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (!isOurs) throw new Error("no answer of ours"); // signed out, or a page of somebody between
  return { status: answer.status, ...(await answer.json()) };
}

async function sendPhotos() {
  while (pending.photos.length) {
    const [photo] = pending.photos;
    const answer = await post(own.photos, [["key", photo.key], ["photo", photo.file]]);
    pending.photos.shift();
    await keep();
    if (answer.error) refused = answer.error;
  }
}

async function sendFields() {
  const act = pending.finishes ? "finish" : "draft";
  const answer = await post(own.report, [...pending.fields, ["act", act]]);
  if (answer.url) {
    await forget();
    location.assign(answer.url);
  } else if (answer.error) {
    await forget(); // the page itself shows what is missing
    pending.finishes = false;
    form.elements.act.value = act;
    form.submit();
  } else {
    tell(`${own.sayKept} ${answer.saved_at} ${refused}`, refused && "waiting");
  }
}

let later;
async function send() {
  if (isSending) return;
  isSending = true;
  clearTimeout(later);
  try {
    let sent;
    do {
      sent = changes;
      if (pending.finishes) tell(own.saySending);
      await sendPhotos();
      await sendFields();
    } while (sent !== changes);
    await forget();
  } catch {
    const photos = pending.photos.length ? ` ${own.sayPhotos} ${pending.photos.length}` : "";
    tell(own.sayUnsent + photos, "waiting");
    later = setTimeout(send, AGAIN);
  } finally {
    isSending = false;
  }
}

async function changed() {
  changes += 1;
  pending.fields = read();
  await keep();
  clearTimeout(later);
  later = setTimeout(send, PATIENCE);
}

async function takePhotos(input) {
  refused = "";
  for (const file of input.files) pending.photos.push({ key: crypto.randomUUID(), file });
  input.value = "";
  await changed();
}

// The form can be opened again without a network (`report-worker.js`): the page and what it is made of lie in
// a cupboard of this browser, until it is sent or its engineer signs out.
async function layByForm() {
  const worker = globalThis.navigator.serviceWorker;
  if (!worker || !globalThis.caches) return;
  const cupboard = await caches.open(CUPBOARD);
  for (const kept of await cupboard.keys()) {
    const owner = (await cupboard.match(kept))?.headers.get("X-Report-Form");
    if (owner && owner !== own.owner) await cupboard.delete(kept);
  }
  await worker.register(own.worker);
  if (document.readyState !== "complete") await new Promise((go) => addEventListener("load", go, { once: true }));
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  const wanted = parts.filter((name) => new URL(name).pathname.startsWith(own.parts));
  for (const one of worker.controller ? wanted : [...wanted, location.href]) {
    if (!(await cupboard.match(one))) await cupboard.add(one);
  }
}

async function begin() {
  await forgetOthers();
  const waiting = await recall();
  if (waiting) {
    pending = waiting;
    restore(pending.fields);
    await send();
  }
}

if (form) {
  // `form.submit()` names no button, so the wish travels in a field.
  const act = Object.assign(document.createElement("input"), { type: "hidden", name: "act", value: "draft" });
  for (const button of form.querySelectorAll("button[name=act]")) {
    button.addEventListener("click", () => { act.value = button.value; });
    button.removeAttribute("name");
  }
  form.append(act);
  form.addEventListener("input", (event) => event.target.type === "file" || changed());
  form.addEventListener("change", (event) => event.target.type === "file" && takePhotos(event.target));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    pending.finishes = act.value === "finish";
    act.value = "draft";
    await changed();
    await send();
  });
  addEventListener("online", send);
  begin();
  layByForm().catch(() => {}); // without it the form works all the same, as long as it stays open
}

// The answer to a report that was sent may be lost: where it is shown, nothing waits any more.
if (arrived) forget().then(forgetOthers);
