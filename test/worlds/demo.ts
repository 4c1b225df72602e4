import { join } from "node:path";
import { randomBytes } from "node:crypto";
import {
  allPeople,
  enrolAuthenticator,
  makePass,
  personByEmail,
  roleTitles,
  setPassword,
  siteAgency,
} from "#agency";
import { asSystem, type Origin } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { found, Refusal } from "#platform/refusal.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../../src/channels/sandbox/network.ts";
import { signInWithDemoPass } from "../../src/agency/passes.ts";
import type { Assembly } from "../../src/slices.ts";
import { people, who } from "./riverside/people.ts";
import { seedRiverside } from "./riverside/riverside.ts";
import { seedTinyCounty } from "./tiny-county.ts";
import { as } from "./world.ts";

export const worldNames = ["riverside", "tiny-county", "empty"];

/** The practice network of the demo: its posts stay in the data folder, its port is the next free one. */
export async function startDemoNetwork(
  assembly: Assembly,
  dataFolder: string,
  port = practicePort(assembly),
): Promise<SandboxNetwork> {
  for (let tried = 0; ; tried++) {
    try {
      return await openSandboxNetwork({
        port: port + tried,
        file: join(dataFolder, "practice-network.json"),
      });
    } catch (error) {
      if (tried >= 19) throw error;
    }
  }
}

function practicePort(assembly: Assembly): number {
  return assembly.practicePort;
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
  await using network = await startDemoNetwork(assembly, assembly.dataFolder);
  await seedRiverside(
    assembly,
    {
      url: network.url,
      createAccount: (handle, name) => network.createAccount(handle, name),
      async comment(postId, author, text) {
        await fetch(`${network.url}/api/posts/${postId}/comments`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ author, text }),
        });
      },
    },
    say,
  );
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
  networkUrl: string | undefined,
): Promise<void> {
  const agency = found(await siteAgency(assembly.ctx), "agency");
  const all = await allPeople(await as(assembly.ctx, agency.agencyId, who.administrator));
  console.log(
    `\n${agency.name} (demonstration). Newsroom: ${origin}/   Practice network: ${networkUrl ?? "off"}`,
  );
  console.log("Sign in by opening one of these, each good for one use:\n");
  for (const { email } of people) {
    const person = all.find((one) => one.email === email);
    if (!person) continue;
    const roles = person.roles.map((role) => roleTitles[role]).join(", ");
    console.log(
      `  ${`${person.title} ${person.name}`.padEnd(36)} ${roles.padEnd(28)} ${origin}/console/sign-in#pass=${await demoPass(assembly, email)}`,
    );
  }
  const { password, secret } = await demoSecrets(assembly, agency.agencyId);
  console.log(
    `\nOr by e-mail (such as ${who.pio}), password ${password} and the authenticator key ${secret}\n`,
  );
}

/** One password and one authenticator key for all invented people, made anew at each start. */
async function demoSecrets(
  assembly: Assembly,
  agencyId: string,
): Promise<{ password: string; secret: string }> {
  const password = `river-${randomBytes(6).toString("hex")}`;
  const key = randomBytes(20);
  let secret = "";
  await transact(asSystem(assembly.ctx, "demo", agencyId), async (tx) => {
    for (const { email } of people) {
      const person = await personByEmail(tx, email);
      await setPassword(tx, person.id, password);
      secret = (await enrolAuthenticator(tx, person, "Openbeat demo", key)).secret;
    }
  });
  return { password, secret };
}
