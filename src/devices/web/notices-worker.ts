/**
 * Shows the notices that a push service brings, and opens what they are about. It keeps nothing and answers no request
 * of the console. Built as a file of its own, and registered only once somebody switched notices on.
 */

/** What the page's own types do not know of a worker's scope. */
interface WorkerScope {
  registration: ServiceWorkerRegistration;
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly Page[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "push", listener: (event: PushBrought) => void): void;
  addEventListener(kind: "notificationclick", listener: (event: NoticeClicked) => void): void;
  addEventListener(kind: "install", listener: (event: Lasting) => void): void;
}
interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
interface PushBrought extends Lasting {
  data: { json(): unknown } | null;
}
interface NoticeClicked extends Lasting {
  notification: Notification;
}
interface Page {
  url: string;
  focus(): Promise<unknown>;
}

interface Shown {
  title: string;
  about: string;
  due?: { at: string; coming: string; over: string };
  language: string;
  address: string;
  topic: string;
  isUrgent: boolean;
}

const scope = self as unknown as WorkerScope;
const home = "/console/";

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));

scope.addEventListener("push", (event) => {
  const { title, about, due, language, address, topic, isUrgent } = read(event.data);
  const clock = due && timeLeft(due, language);
  // The second notice of a post takes the first one's place, and is heard all the same.
  const options: NotificationOptions & { renotify: boolean } = {
    body: clock ? `${about}, ${clock}` : about,
    lang: language,
    tag: topic,
    renotify: true,
    requireInteraction: isUrgent,
    icon: `${home}icons/192.png`,
    badge: `${home}icons/badge.png`,
    data: { address },
  };
  event.waitUntil(scope.registration.showNotification(title, options));
});

scope.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(addressIn(event.notification.data)));
});

/** A window that stands there already, else a new one: what somebody is writing in another is left alone. */
async function open(address: string): Promise<void> {
  const pages = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const standing = pages.find(({ url }) => url === address);
  await (standing ? standing.focus() : scope.clients.openWindow(address));
}

/** The console's own pages alone, whatever a notice says. */
function addressIn(data: unknown): string {
  const address = isRecord(data) ? data["address"] : undefined;
  const url = URL.parse(text(address) || home, location.origin);
  const isOurs = url !== null && url.origin === location.origin && url.pathname.startsWith(home);
  return isOurs ? url.href : new URL(home, location.origin).href;
}

/** Browsers demand that every push shows something, also one that cannot be read. */
function read(data: PushBrought["data"]): Shown {
  const given = parsed(data);
  const due = isRecord(given["due"]) ? given["due"] : undefined;
  const at = text(due?.["at"]);
  return {
    title: text(given["title"]) || "Openbeat",
    about: text(given["about"]),
    ...(due && at ? { due: { at, coming: text(due["coming"]), over: text(due["over"]) } } : {}),
    language: text(given["language"]) || "en",
    address: text(given["address"]) || home,
    topic: text(given["topic"]) || "openbeat",
    isUrgent: given["isUrgent"] === true,
  };
}

function parsed(data: PushBrought["data"]): Record<string, unknown> {
  try {
    const given = data?.json();
    return isRecord(given) ? given : {};
  } catch {
    return {};
  }
}

/** "due in 5 minutes": counted when it is shown, because a notice may have waited for the device. */
function timeLeft({ at, coming, over }: NonNullable<Shown["due"]>, language: string): string {
  const minutes = Math.round((Date.parse(at) - Date.now()) / 60_000);
  if (Number.isNaN(minutes)) return "";
  const format = new Intl.RelativeTimeFormat(language);
  const when =
    Math.abs(minutes) < 90
      ? format.format(minutes, "minute")
      : format.format(Math.round(minutes / 60), "hour");
  return (minutes >= 0 ? coming : over).replace("{when}", when);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
