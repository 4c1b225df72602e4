/** Of the page where notices are switched on: asks the browser, hands over what it says, goes to one's own page. */
export const pushScript = `"use strict";
const form = document.getElementById("push");
const told = document.getElementById("push-told");
const say = (name) => { told.textContent = form.dataset[name]; told.hidden = false; };
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
if ("serviceWorker" in navigator && "PushManager" in window) {
  form.hidden = false;
  told.hidden = true;
  form.addEventListener("submit", (event) => { event.preventDefault(); switchOn().catch(() => say("fault")); });
}
async function switchOn() {
  if (await Notification.requestPermission() !== "granted") return say("denied");
  await navigator.serviceWorker.register("/subscribe/worker.js");
  const worker = await navigator.serviceWorker.getRegistration("/subscribe/worker.js") || await navigator.serviceWorker.ready;
  await new Promise((done) => { const wait = () => worker.active ? done() : setTimeout(wait, 50); wait(); });
  const held = await worker.pushManager.getSubscription();
  const subscription = held || await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) });
  const fields = {};
  for (const [name, value] of new FormData(form)) (fields[name] = fields[name] || []).push(value);
  const body = { endpoint: subscription.endpoint, p256dh: written(subscription.getKey("p256dh")), auth: written(subscription.getKey("auth")), fields };
  const answer = await fetch(form.action, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) return say("fault");
  location.assign((await answer.json()).page);
}
`;

/** Shows what the push service brings, and opens what it is about. It keeps nothing and answers no request of a page. */
export const pushWorker = `"use strict";
addEventListener("push", (event) => {
  const one = event.data ? event.data.json() : {};
  const title = one.title || String(one.text || "").slice(0, 80);
  event.waitUntil(registration.showNotification(title, {
    body: one.text, tag: one.topic, lang: one.language, renotify: one.isUrgent === true,
    requireInteraction: one.isUrgent === true, data: { url: one.url, own: one.manageUrl },
  }));
});
addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { url } = event.notification.data || {};
  if (/^https?:/.test(url || "")) event.waitUntil(clients.openWindow(url));
});
`;
