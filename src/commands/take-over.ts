import { join, resolve } from "node:path";
import { foundAgency, siteAgency } from "#agency";
import { surveyPackages, takeOver } from "#archive";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { sealLogs, withOpenbeat } from "./running.ts";

/** `openbeat archive take-over`: the way in for an archive that left another installation. */
export async function takeOverArchive(
  packages: readonly string[],
  { zone, state }: { zone: string; state: string },
): Promise<void> {
  const paths = packages.map((path) => resolve(path));
  await withOpenbeat(async ({ assembly }) => {
    const { ctx, signer, logFolder } = assembly;
    const foreign = await surveyPackages(paths);
    const own = asSystem(ctx, "command line", foreign.agencyId);
    const here = await siteAgency(ctx);
    if (here && here.agencyId !== foreign.agencyId)
      throw new Refusal(
        "not-empty",
        "This data folder has an agency of its own. Use an empty one.",
      );
    if (!here)
      await transact(own, (tx) =>
        foundAgency(tx, {
          name: foreign.agency,
          shortName: foreign.agency.slice(0, 40),
          timeZone: zone,
          state,
        }),
      );
    const folder = join(logFolder, foreign.agencyId);
    const told = await takeOver(own, { signer, logFolder: folder }, paths, (done, of) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} records taken over …`);
    });
    await sealLogs(assembly);
    console.log(
      `${told.agency}: ${told.size} records taken over; the log has the root ${told.rootHex}.`,
    );
    console.log(
      "Check it with: bin/openbeat archive verify. Then start Openbeat and set up its administrator.",
    );
  });
}
