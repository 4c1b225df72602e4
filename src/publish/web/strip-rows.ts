/** A delivery as the strip sees it. */
export interface StripRow {
  channelId: string;
  part: number;
  version: number;
  state: string;
  remoteId: string | null;
}

const mayStand: ReadonlySet<string> = new Set([
  "sending",
  "unconfirmed",
  "asked",
  "sent",
  "recalling",
]);

/** What never left goes with its version: once the words changed, nothing of it is going to be sent. */
const neverLeft: ReadonlySet<string> = new Set(["waiting", "held"]);

/**
 * What a post's strip shows: the newest delivery of each part on each channel, and every earlier one that stands, or may stand, beside
 * it as a post of its own. Nothing that residents can still read is left out.
 */
export function stripRows<Row extends StripRow>(
  deliveries: readonly Row[],
  postVersion: number,
): Row[] {
  const going = deliveries.filter(
    ({ state, version }) => version >= postVersion || !neverLeft.has(state),
  );
  const places = Map.groupBy(going, ({ channelId, part }) => `${channelId} ${part}`);
  return [...places.values()].flatMap((rows) => {
    const [newest, ...earlier] = rows.toSorted((a, b) => b.version - a.version);
    if (!newest) return [];
    const newer = new Set([newest.remoteId]);
    const beside = earlier.filter((row) => {
      const isBeside =
        mayStand.has(row.state) && (row.remoteId === null || !newer.has(row.remoteId));
      newer.add(row.remoteId);
      return isBeside;
    });
    return [newest, ...beside];
  });
}
