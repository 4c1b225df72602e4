import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import { enrolAuthenticator, personByEmail, setPassword, takeCode } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { people } from "./riverside/people.ts";

/** What signs in every invented person of the demo: made anew for each data folder, kept beside it. */
export interface DemoSecrets {
  password: string;
  /** The authenticator's key, in base32. */
  secret: string;
}

const fileIn = (dataFolder: string) => join(dataFolder, "practice-sign-in.json");

export function knownSecrets(dataFolder: string): DemoSecrets | undefined {
  const file = fileIn(dataFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as DemoSecrets) : undefined;
}

/** One password and one authenticator key for all invented people: their data is worth nothing. */
export async function setSecrets(
  ctx: Ctx,
  agencyId: string,
  dataFolder: string,
): Promise<DemoSecrets> {
  const password = `river-${randomBytes(6).toString("hex")}`;
  const key = randomBytes(20);
  let secret = "";
  await transact(asSystem(ctx, "demo", agencyId), async (tx) => {
    for (const { email } of people) {
      const person = await personByEmail(tx, email);
      await setPassword(tx, person.id, password);
      secret = (await enrolAuthenticator(tx, person, "Openbeat demo", key)).secret;
      const timestamp = tx.clock.now().epochMilliseconds;
      const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
      if (!(await takeCode(tx, person.id, code))) throw new Error("the demo's own code is wrong");
    }
  });
  writeFileSync(fileIn(dataFolder), JSON.stringify({ password, secret }), { mode: 0o600 });
  return { password, secret };
}
