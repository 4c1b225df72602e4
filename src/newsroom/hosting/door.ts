import type { SafeClient } from "#platform/http/safe-client.ts";
import type { Clock } from "#platform/clock.ts";
import type { HostKeys, HostPlace } from "./draft.ts";
import { PutDoor } from "./put-door.ts";
import { S3Door } from "./s3-door.ts";

export interface HostFile {
  bytes: Buffer;
  type: string;
  /** Of the bytes, where it is known already. */
  sha256?: string;
}

/** The three things that a host is asked for. Each ends in a HostFault, or is done and known to be done. */
export interface HostDoor {
  /** Lays the bytes there, whole or not at all as far as the host goes. */
  put(name: string, file: HostFile): Promise<void>;
  /** What is not there is removed already. */
  remove(name: string): Promise<void>;
  has(name: string): Promise<boolean>;
}

export interface DoorOutside {
  /** The guarded client: an address inside the agency is refused unless the server's settings name it. */
  web: Pick<SafeClient, "fetch">;
  clock: Clock;
}

export function openDoor(place: HostPlace, keys: HostKeys, outside: DoorOutside): HostDoor {
  return place.kind === "s3"
    ? new S3Door(place, keys, outside)
    : new PutDoor(place, keys, outside.web);
}
