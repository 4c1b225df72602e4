import { FollowerFanOut } from "#channels";
import { heldDeliveries } from "#publish";
import { folderBlobs } from "#platform/blobs/blobs.ts";
import { systemClock } from "#platform/clock.ts";
import { rootKeyOf } from "#platform/crypto/root-key.ts";
import { openVault } from "#platform/crypto/vault.ts";
import { openDatabase } from "#platform/db/database.ts";
import { openSafeClient } from "#platform/http/safe-client.ts";
import { systemIds } from "#platform/ids.ts";
import { rootContext } from "#platform/installation.ts";
import { openJobs } from "#platform/jobs/jobs.ts";
import { silentLog } from "#platform/log/log.ts";
import { wireHappenings } from "#platform/happenings.ts";

/** A process that does nothing but fan out, for tests that kill it. */
interface Given {
  folder: string;
  user: string;
  database: string;
  data: string;
  origin: string;
  host: string;
  rootKey: string;
}
const given = JSON.parse(process.env["FAN_OUT"] ?? "{}") as Given;
const options = { host: given.folder, port: 5432, user: given.user, database: given.database };
const db = openDatabase(options);
const clock = systemClock;
const ctx = rootContext(
  {
    db,
    jobs: openJobs(options, () => undefined),
    clock,
    log: silentLog,
    ids: systemIds(clock),
    vault: openVault(rootKeyOf(Buffer.from(given.rootKey, "hex"))),
    blobs: folderBlobs(given.data),
  },
  wireHappenings([], []),
);
const { fetch } = openSafeClient({ clock, allowPrivate: [given.host] });
const outside = { fetch, isPlain: true };
await new FollowerFanOut(ctx, given.origin, outside, heldDeliveries).run(
  new AbortController().signal,
);
