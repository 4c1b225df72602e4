import { folderBlobs } from "#platform/blobs/blobs.ts";
import { systemClock } from "#platform/clock.ts";
import { rootKeyOf } from "#platform/crypto/root-key.ts";
import { openVault } from "#platform/crypto/vault.ts";
import { openDatabase } from "#platform/db/database.ts";
import { systemIds } from "#platform/ids.ts";
import { rootContext } from "#platform/installation.ts";
import { openJobs } from "#platform/jobs/jobs.ts";
import { silentLog } from "#platform/log/log.ts";
import { wireHappenings } from "#platform/happenings.ts";
import "../src/blotter/verbs.ts";
import { DropWatch } from "../src/blotter/sources/drops.ts";

/** A process that does nothing but look into drop folders, for a test that kills it. */
interface Given {
  folder: string;
  database: string;
  data: string;
  drops: string;
  rootKey: string;
}
const given = JSON.parse(process.env["DROP_CHILD"] ?? "{}") as Given;
const options = { host: given.folder, port: 5432, user: "openbeat_app", database: given.database };
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
const watch = new DropWatch(given.drops);
await watch.look(ctx);
await watch.look(ctx);
process.stdout.write("done\n");
