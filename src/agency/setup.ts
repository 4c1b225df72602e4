import type { Ctx, Origin } from "#platform/context.ts";
import { asSystem } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { Refusal } from "#platform/refusal.ts";
import { foundAgency, siteAgency, type AgencyDraft } from "./agencies.ts";
import { enrolAuthenticator, makeRecoveryCodes, takeCode, wrongCode } from "./authenticators.ts";
import { addPerson, peopleWithRole, renamePerson } from "./people.ts";
import { checkPassword, equalBytes, hashSecret } from "./secrets.ts";
import { setPassword, welcome } from "./sign-in.ts";
import { tellFailedSignIn } from "./tries.ts";

/** So many wrong first codes, then the authenticator is set up anew: nobody guesses six digits (T03). */
const triesMax = 5;

/**
 * The first visit. Whoever reads the terminal holds the one-time code; without it nobody can take an
 * empty installation. Begun set-ups that were not confirmed may be begun again; once one was confirmed,
 * every door of the set-up is shut.
 */
export class Setup {
  readonly #codeHash: string;
  #begun: { agencyId: string; personId: string; tries: number } | undefined;

  constructor(code: string) {
    this.#codeHash = hashSecret(code);
  }

  /** Nobody without the printed code gets as far as our picture decoders, or anywhere. */
  checkCode(code: string): void {
    if (equalBytes(Buffer.from(hashSecret(code)), Buffer.from(this.#codeHash))) return;
    throw new Refusal(
      "wrong-setup-code",
      "This is not the code that Openbeat printed when it started. Copy it from the terminal.",
      { status: 403 },
    );
  }

  async state(ctx: Ctx): Promise<"needed" | "done"> {
    const agency = await siteAgency(ctx);
    if (!agency) return "needed";
    const inAgency = asSystem(ctx, "set-up", agency.agencyId);
    const administrators = await peopleWithRole(inAgency, ["administrator"]);
    return administrators.some(({ lastSeenAt }) => lastSeenAt !== null) || agency.isDemo
      ? "done"
      : "needed";
  }

  /** Founds the agency and its first administrator; the authenticator is still to be confirmed. */
  async begin(
    ctx: Ctx,
    code: string,
    agency: AgencyDraft,
    administrator: { name: string; email: string; password: string },
  ) {
    this.checkCode(code);
    await this.mustBeNeeded(ctx);
    checkPassword(administrator.password, { ...administrator, agency: agency.shortName });
    const agencyId = (await siteAgency(ctx))?.agencyId ?? ctx.ids.uuid();
    return transact(asSystem(ctx, "set-up", agencyId), async (tx) => {
      const known = await peopleWithRole(tx, ["administrator"]);
      await foundAgency(tx, agency);
      // Begun before and not confirmed: what is typed now holds.
      const person = known[0]
        ? await renamePerson(tx, known[0].id, administrator)
        : await addPerson(tx, {
            ...administrator,
            title: "Administrator",
            roles: ["administrator"],
          });
      await setPassword(tx, person.id, administrator.password);
      this.#begun = { agencyId, personId: person.id, tries: 0 };
      return enrolAuthenticator(tx, person, agency.shortName);
    });
  }

  /** The first code of the authenticator ends the set-up and signs its administrator in. */
  async confirm(ctx: Ctx, code: string, totp: string, from: Origin) {
    this.checkCode(code);
    await this.mustBeNeeded(ctx);
    const begun = this.#begun;
    // Counted before it is looked at, so that tries at the same moment count like tries in a row.
    if (!begun || ++begun.tries > triesMax) throw notBegun();
    const inAgency = asSystem(ctx, "set-up", begun.agencyId);
    const confirmed = await transact(inAgency, async (tx) => {
      if (!(await takeCode(tx, begun.personId, totp))) return undefined;
      const recoveryCodes = await makeRecoveryCodes(tx, begun.personId);
      await tx.happenings.tell(tx, {
        kind: "agency.set-up",
        subject: { kind: "agency", id: begun.agencyId },
        facts: {},
      });
      return { ...(await welcome(tx, begun.personId, "password+code", from)), recoveryCodes };
    });
    if (!confirmed) {
      await tellFailedSignIn(inAgency, begun.personId, from.address);
      throw wrongCode();
    }
    this.#begun = undefined;
    return confirmed;
  }

  async mayOpenDemo(ctx: Ctx, code: string): Promise<void> {
    this.checkCode(code);
    await this.mustBeNeeded(ctx);
  }

  async mustBeNeeded(ctx: Ctx): Promise<void> {
    if ((await this.state(ctx)) === "done")
      throw new Refusal("set-up-done", "This installation is set up. Sign in instead.", {
        status: 409,
      });
  }
}

function notBegun(): Refusal {
  return new Refusal(
    "not-begun",
    `Fill in the agency and the administrator first; after ${triesMax} wrong codes, once more.`,
    { status: 409 },
  );
}
