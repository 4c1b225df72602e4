/** Why this browser cannot show notices, as far as it can be told without asking the person. */
export type PushBar = "insecure" | "home-screen" | "browser" | "denied" | undefined;

const script = "/console/notices-worker.js";
const scope = "/console/";

export function pushBar(): PushBar {
  if (!globalThis.isSecureContext) return "insecure";
  const isKnown =
    "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
  if (!isKnown) return isApplePhone() ? "home-screen" : "browser";
  return Notification.permission === "denied" ? "denied" : undefined;
}

/** iPhones and iPads show notices of what stands on the home screen alone (since iOS 16.4). */
function isApplePhone(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  return /iPhone|iPad/.test(userAgent) || (/Mac OS X/.test(userAgent) && maxTouchPoints > 1);
}

/** What was switched on in this browser before, without switching anything on. */
async function standing(): Promise<PushSubscription | null> {
  if (pushBar() !== undefined) return null;
  const registration = await navigator.serviceWorker.getRegistration(scope);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** By which the server knows this browser again; undefined while notices are off. */
export async function ownMark(): Promise<string | undefined> {
  const subscription = await standing();
  return subscription ? markOf(subscription.endpoint) : undefined;
}

/** The hash that the server keeps of an endpoint: SHA-256, base64url. */
async function markOf(endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return base64url(hash);
}

/**
 * Asks the person, then the browser: call it from a click alone. Undefined when the person said no; throws the
 * browser's own error, a DOMException, when it has no push service.
 */
export async function switchOn(publicKey: string) {
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  const options = { scope, updateViaCache: "none" } as const;
  const { pushManager } = await navigator.serviceWorker.register(script, options);
  await navigator.serviceWorker.ready;
  const before = await pushManager.getSubscription();
  if (before && base64url(before.options.applicationServerKey) !== publicKey)
    await before.unsubscribe();
  const subscription = await pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) })
    .catch(async (failure: unknown) => {
      await switchOff();
      throw failure;
    });
  return {
    endpoint: subscription.endpoint,
    p256dh: base64url(subscription.getKey("p256dh")),
    auth: base64url(subscription.getKey("auth")),
  };
}

/** This browser forgets its address, and the worker goes. */
export async function switchOff(): Promise<void> {
  await (await standing())?.unsubscribe();
  await (await navigator.serviceWorker.getRegistration(scope))?.unregister();
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

function base64url(bytes: ArrayBuffer | null): string {
  const plain = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
