/** A delivery that stands on its network as a live stream. */
export interface LiveDelivery<T> {
  delivery: T;
  /** RFC 3339, as it was approved. */
  startsAt: string;
}

interface Sent {
  channelId: string;
  state: string;
  version: number;
  payload: unknown;
}

/** The newest announcement of each channel, of those that its network took. */
export function announcedOn<T extends Sent>(deliveries: readonly T[]): LiveDelivery<T>[] {
  const newest = new Map<string, LiveDelivery<T>>();
  for (const delivery of deliveries) {
    const startsAt = startOf(delivery.payload);
    if (delivery.state !== "sent" || startsAt === undefined) continue;
    const known = newest.get(delivery.channelId);
    if (!known || known.delivery.version < delivery.version)
      newest.set(delivery.channelId, { delivery, startsAt });
  }
  return [...newest.values()];
}

function startOf(payload: unknown): string | undefined {
  const live: unknown = Reflect.get(Object(payload), "live");
  const startsAt: unknown = Reflect.get(Object(live), "startsAt");
  return typeof startsAt === "string" ? startsAt : undefined;
}
