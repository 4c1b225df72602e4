import type { Account } from "./account.ts";
import type { Remote } from "./attempt.ts";
import type { Net } from "./connector.ts";

/** Where a live stream stands on its network; instants are RFC 3339. */
export interface LiveState {
  state: "upcoming" | "live" | "ended" | "gone";
  startsAt?: string;
  startedAt?: string;
  endedAt?: string;
  /** Of a stream of our own: it can be ended here, is being ended, or is kept as a recording. */
  ours?: "on" | "ending" | "recorded";
}

/** What an encoder is set up with. Whoever holds it can go on the air in the agency's name: it is kept nowhere. */
export interface StreamKey {
  /** RTMP, RTMPS, or the address under which an encoder puts HLS (DASH-IF Live Media Ingest, interface 2). */
  url: string;
  backupUrl?: string;
  key: string;
}

/** What a network tells of a live stream that was announced there. Both throw SendError. */
export interface LiveStreams {
  state(net: Net, account: Account, remote: Remote): Promise<LiveState>;
  key(net: Net, account: Account, remote: Remote): Promise<StreamKey>;
}
