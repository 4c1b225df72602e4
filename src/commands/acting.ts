import { actingAs, peopleWithRole, personByEmail, siteAgency } from "#agency";
import { asSystem, type Ctx, type PersonActor } from "#platform/context.ts";
import { found, Refusal } from "#platform/refusal.ts";

/**
 * Acts as a person of the agency, from the command line: whoever may read the data folder is trusted to
 * say who he or she is, and the audit trail names the command line. No gate is passed by it (core A6).
 */
export async function asPerson(ctx: Ctx, email: string): Promise<Ctx> {
  const agency = found(await siteAgency(ctx), "agency");
  const inAgency = asSystem(ctx, "command line", agency.agencyId);
  const person = await personByEmail(inAgency, email);
  if (person.endedAt !== null)
    throw new Refusal("ended", `The account of ${email} was ended.`, { status: 403 });
  const actor: PersonActor = {
    kind: "person",
    agencyId: agency.agencyId,
    personId: person.id,
    name: person.name,
    roles: person.roles,
    via: "command-line",
    credentialId: String(process.pid),
    from: { address: "local", agent: `openbeat command line, uid ${process.getuid?.() ?? "?"}` },
  };
  return actingAs(ctx, actor);
}

/** The e-mail address of whoever acts where nobody is named: the agency's first administrator. */
export async function firstAdministrator(ctx: Ctx): Promise<string> {
  const agency = found(await siteAgency(ctx), "agency");
  const inAgency = asSystem(ctx, "command line", agency.agencyId);
  const [person] = await peopleWithRole(inAgency, ["administrator"]);
  return found(person, "administrator").email;
}
