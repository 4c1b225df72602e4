import { actingAs, personById } from "#agency";
import { asSystem, type Ctx } from "#platform/context.ts";
import { Refusal } from "#platform/refusal.ts";

/** All that a standing order may do: no approval, no hold, nothing that asks for a person. */
const scopes = ["post.read", "channel.read", "post.draft", "post.submit", "post.discard"] as const;

/**
 * Acts in the name of the person who set a series or a feed, with the roles that this person has at this moment,
 * narrowed to writing and handing in. Whoever has left, or may no longer write, writes nothing by a standing order.
 */
export async function byStandingOrder(
  ctx: Ctx,
  given: { agencyId: string; ownerId: string; order: string },
): Promise<Ctx> {
  const system = asSystem(ctx, given.order, given.agencyId);
  const owner = await personById(system, given.ownerId);
  if (owner.endedAt !== null)
    throw new Refusal(
      "owner-left",
      `${owner.name} is no longer here. Somebody edits this and so takes it over.`,
      { status: 409 },
    );
  return actingAs(system, {
    kind: "person",
    agencyId: given.agencyId,
    personId: owner.id,
    name: owner.name,
    roles: owner.roles,
    via: "token",
    credentialId: given.order,
    scopes,
    from: { address: "internal", agent: given.order },
  });
}
