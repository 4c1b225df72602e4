import { allPeople, makePass, personByEmail, roleTitles, siteAgency } from "#agency";
import { asSystem, type Origin } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { signInWithDemoPass } from "../../src/agency/passes.ts";
import type { Assembly } from "../../src/slices.ts";
import { people, who } from "./riverside/people.ts";
import { seedRiverside } from "./riverside/riverside.ts";
import { startPractice, type Practice } from "./practice.ts";
import { knownSecrets, setSecrets } from "./secrets.ts";
import { seedTinyCounty } from "./tiny-county.ts";
import { as, StoryClock } from "./world.ts";

export type { Practice };

export const worldNames = ["riverside", "tiny-county", "empty"];

/** The practice network and mail relay of the demo, on the next free ports. */
export function startDemoNetwork(
  { dataFolder, practicePort }: Assembly,
  now?: () => number,
): Promise<Practice> {
  return startPractice(dataFolder, practicePort, now);
}

/** Opens the demo: seeds Riverside PD into an empty installation, or finds it there. */
export async function openDemoWorld(
  assembly: Assembly,
  say: (what: string) => void,
): Promise<{ signIn(from: Origin): Promise<string> }> {
  const agency = await siteAgency(assembly.ctx);
  if (agency && !agency.isDemo)
    throw new Refusal(
      "not-empty",
      "This installation belongs to an agency. Open the demo in another data folder (OPENBEAT_DATA).",
    );
  if (!agency) await seedWorld(assembly, "riverside", say);
  return {
    async signIn(from) {
      const pass = await demoPass(assembly, who.pio);
      return (await signInWithDemoPass(assembly.ctx, pass, from)).cookie;
    },
  };
}

export async function seedWorld(
  assembly: Assembly,
  world: string,
  say: (what: string) => void,
): Promise<void> {
  if (!worldNames.includes(world))
    throw new Refusal(
      "unknown-world",
      `There is no world "${world}". Known: ${worldNames.join(", ")}.`,
    );
  if (await siteAgency(assembly.ctx))
    throw new Refusal(
      "not-empty",
      "This installation is not empty. Seed a new data folder (OPENBEAT_DATA).",
    );
  if (world === "empty") return;
  if (world === "tiny-county") return void (await seedTinyCounty(assembly));
  const clock = new StoryClock();
  const now = () => clock.now().epochMilliseconds;
  await using practice = await startDemoNetwork(assembly, now);
  await seedRiverside(assembly, practice, clock, say);
}

async function demoPass(assembly: Assembly, email: string): Promise<string> {
  const agency = found(await siteAgency(assembly.ctx), "agency");
  const system = asSystem(assembly.ctx, "demo", agency.agencyId);
  const person = await personByEmail(system, email);
  return transact(system, (tx) => makePass(tx, person.id, "demo"));
}

/** A printed sign-in for each role, and for everybody the password and the authenticator's key. */
export async function printDemo(
  assembly: Assembly,
  origin: string,
  practice: Practice | undefined,
): Promise<void> {
  const agency = found(await siteAgency(assembly.ctx), "agency");
  const all = await allPeople(await as(assembly.ctx, agency.agencyId, who.administrator));
  console.log(
    `\n${agency.name} (demonstration). Newsroom: ${origin}/   Practice network: ${practice?.network.url ?? "off"}`,
  );
  if (practice) console.log(`Letters to the e-mail list lie in ${practice.letters}`);
  console.log("Sign in by opening one of these, each good for one use:\n");
  for (const { email } of people) {
    const person = all.find((one) => one.email === email);
    if (!person) continue;
    const roles = person.roles.map((role) => roleTitles[role]).join(", ");
    console.log(
      `  ${`${person.title} ${person.name}`.padEnd(36)} ${roles.padEnd(28)} ${origin}/console/sign-in#pass=${await demoPass(assembly, email)}`,
    );
  }
  const { password, secret } =
    knownSecrets(assembly.dataFolder) ??
    (await setSecrets(assembly.ctx, agency.agencyId, assembly.dataFolder));
  console.log(
    `\nOr by e-mail (such as ${who.pio}), password ${password} and the authenticator key ${secret}\n`,
  );
}
