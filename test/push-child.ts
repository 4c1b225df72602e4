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
import { HostPusher } from "../src/newsroom/hosting/pusher.ts";
import { siteFileBytes, siteFiles } from "../src/newsroom/hosting/site-files.ts";
import { KeptPages } from "../src/newsroom/kept-pages.ts";

/** A process that does nothing but push a kept newsroom to its host, for a test that kills it. */
interface Given {
  folder: string;
  database: string;
  data: string;
  site: string;
  hosts: string[];
  rootKey: string;
}
const given = JSON.parse(process.env["PUSH_CHILD"] ?? "{}") as Given;
const options = { host: given.folder, port: 5432, user: "openbeat_app", database: given.database };
const clock = systemClock;
const ctx = rootContext(
  {
    db: openDatabase(options),
    jobs: openJobs(options, () => undefined),
    clock,
    log: silentLog,
    ids: systemIds(clock),
    vault: openVault(rootKeyOf(Buffer.from(given.rootKey, "hex"))),
    blobs: folderBlobs(given.data),
  },
  wireHappenings([], []),
);
const kept = new KeptPages(given.site);
const site = {
  makings: 1,
  files: () => siteFiles(kept, new Set()),
  fileBytes: (path: string) => siteFileBytes(kept, path),
};
const web = openSafeClient({ clock, allowPrivate: given.hosts });
await new HostPusher(site, web).turn(ctx, new AbortController().signal);
process.stdout.write("done\n");
