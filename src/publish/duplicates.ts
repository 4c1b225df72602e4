import { keyOf, type KeyedFinding } from "#policy";
import { agencyOf, type Ctx } from "#platform/context.ts";
import { toInstantText } from "#platform/db/columns.ts";
import { read } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import type { PostContent } from "./content.ts";
import { alike, normalised, shingles } from "./similarity.ts";

const daysBack = limit("duplicates.days", 30, "days", "in which the same words count as repeated");
const comparedMax = limit(
  "duplicates.compared",
  500,
  "posts",
  "the newest, looked at for each draft",
);
const wordsMin = limit("duplicates.words", 6, "words", "fewer are alike by chance");
const nearly = 0.8;

/** The post that a draft repeats. */
export interface Similar {
  postId: string;
  headline: string;
  text: string;
  at: string;
  isOut: boolean;
}

export interface SimilarFinding extends KeyedFinding {
  similar?: Similar;
}

interface Row {
  id: string;
  headline: string;
  text: string;
  at: string;
  is_out: boolean;
}

/**
 * Warns where a draft says nearly the same as a post of the last 30 days, or as another draft. What a template
 * makes is left alone: alerts, their updates and their other languages repeat each other on purpose, and nobody
 * is to confirm anything first while life is at stake.
 */
export async function duplicateFindings(
  ctx: Ctx,
  content: PostContent,
  ownId: string | undefined,
): Promise<SimilarFinding[]> {
  const words = `${content.title} ${content.text}`;
  if (content.template !== undefined || normalised(words).length < wordsMin) return [];
  const own = shingles(words);
  const [nearest] = (await candidates(ctx, ownId))
    .map((row) => ({ row, part: alike(own, shingles(row.text)) }))
    .filter(({ part }) => part >= nearly)
    .toSorted((a, b) => b.part - a.part);
  return nearest ? [findingFor(ctx, content, nearest.row)] : [];
}

async function candidates(ctx: Ctx, ownId: string | undefined): Promise<Row[]> {
  const since = ctx.clock
    .now()
    .subtract({ hours: 24 * daysBack })
    .toString();
  const rows = await read(ctx, (tx) =>
    tx.tx.raw<Row>(
      `select p.id::text, p.headline, (v.content->>'title') || ' ' || (v.content->>'text') as text,
              coalesce(d.sent_at, p.changed_at)::text as at, (d.sent_at is not null) as is_out
         from posts p
         join post_versions v on v.agency_id = p.agency_id and v.post_id = p.id and v.version = p.version
         left join lateral (select min(sent_at) as sent_at from deliveries
           where agency_id = p.agency_id and post_id = p.id) d on true
        where p.agency_id = $1 and p.discarded_at is null and p.state <> 'recalled'
          and p.changed_at >= $2 and p.id::text <> $3
        order by p.changed_at desc limit ${comparedMax}`,
      [agencyOf(ctx), since, ownId ?? ""],
    ),
  );
  return rows.map((row) => ({ ...row, at: toInstantText(row.at) }));
}

function findingFor(ctx: Ctx, content: PostContent, row: Row): SimilarFinding {
  const hours = ctx.clock.now().since(row.at, { largestUnit: "hours" }).hours;
  const days = Math.floor(hours / 24);
  const title = row.headline.slice(0, 80);
  const finding = {
    rule: "duplicate",
    title: { en: "Nearly the same as another post", es: "Casi igual que otra publicación" },
    level: "warn" as const,
    roles: [],
    paragraph: "",
    field: "post" as const,
    start: null,
    end: null,
    reason: {
      en: `Nearly the same as “${title}” (${days === 0 ? "today" : `${days} days ago`}, ${row.is_out ? "sent" : "not sent yet"}).`,
      es: `Casi igual que «${title}» (${days === 0 ? "hoy" : `hace ${days} días`}, ${row.is_out ? "enviada" : "aún sin enviar"}).`,
    },
    fix: null,
  };
  const { text, language, link, class: code } = content;
  const { id: postId, headline, at, is_out: isOut } = row;
  return {
    ...finding,
    key: keyOf({ text, title: `${content.title} ${postId}`, class: code, language, link }, finding),
    similar: { postId, headline, text: row.text, at, isOut },
  };
}
