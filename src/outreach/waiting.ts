import { verbRule } from "#agency";
import { agencyOf, type Ctx, type PersonActor } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";

/** How many pages and openings wait for this very person: what others wrote, where they may approve. */
export async function waitingForMe(ctx: Ctx): Promise<{ pages: number; openings: number }> {
  const { actor } = ctx;
  const may = (verb: string, { roles }: PersonActor) =>
    verbRule(verb).roles.some((role) => roles.includes(role));
  if (actor.kind !== "person") return { pages: 0, openings: 0 };
  return read(ctx, async (tx) => {
    const count = async (text: string) => {
      const [row] = await tx.tx.raw<{ count: number }>(text, [agencyOf(tx), actor.personId]);
      return row?.count ?? 0;
    };
    return {
      pages: may("page.approve", actor) ? await count(pagesText) : 0,
      openings: may("opening.approve", actor) ? await count(openingsText) : 0,
    };
  });
}

const pagesText = `select count(*)::int as count from outreach_pages p
  join outreach_page_versions v on v.agency_id = p.agency_id and v.page_id = p.id and v.version = p.version
  where p.agency_id = $1 and p.state <> 'withdrawn' and v.submitted_at is not null
    and v.returned_at is null and v.approved_at is null
    and not v.writers ? $2::text and v.submitted_by <> $2::uuid`;
const openingsText = `select count(*)::int as count from outreach_openings
  where agency_id = $1 and closed_at is null and hash is distinct from shown_hash and written_by <> $2::uuid`;
