import { randomUUID } from "node:crypto";
import { addPerson, foundAgency } from "#agency";
import { connectChannel } from "#channels";
import { adoptPolicy, draftPolicy } from "#policy";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import type { Assembly } from "../../src/slices.ts";
import { as, makeReady, type Cast } from "./world.ts";

const at = (name: string) => `${name}@tinycounty.example`;

const tinyCast: readonly Cast[] = [
  {
    email: at("harlan"),
    name: "June Harlan",
    title: "Sheriff",
    roles: ["command", "administrator"],
  },
  { email: at("boyd"), name: "Ray Boyd", title: "Deputy", roles: ["pio", "contributor"] },
  { email: at("ames"), name: "Cora Ames", title: "Sgt.", roles: ["approver", "supervisor"] },
];

/** Tiny County Sheriff: three people, one channel, no beats. */
export async function seedTinyCounty(assembly: Assembly): Promise<string> {
  const { ctx, networks } = assembly;
  const agencyId = randomUUID();
  await transact(asSystem(ctx, "seed", agencyId), async (tx) => {
    await foundAgency(tx, {
      name: "Tiny County Sheriff",
      shortName: "Tiny County",
      state: "TX",
      timeZone: "America/Chicago",
    });
    for (const person of tinyCast) await addPerson(tx, person);
  });
  const sheriff = await as(ctx, agencyId, at("harlan"));
  const { version } = await draftPolicy(sheriff);
  await adoptPolicy(sheriff, version);
  const sergeant = await as(ctx, agencyId, at("ames"));
  for (const { email } of tinyCast) {
    const recorder = email === at("ames") ? sheriff : sergeant;
    await makeReady(await as(ctx, agencyId, email), recorder, version);
  }
  await connectChannel(
    sheriff,
    networks.net(sheriff, AbortSignal.timeout(5_000)),
    networks.connector(sheriff, "website"),
    { network: "website", name: "Newsroom", isPublic: true, input: {} },
  );
  return agencyId;
}
