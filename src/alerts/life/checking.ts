import { allBeats, authorize, beatArea, ownAgency } from "#agency";
import type { Ctx, TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import type { Position } from "#platform/ground/rings.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Finding } from "../cap/findings.ts";
import { findingsOf } from "../cap/lint.ts";
import { weaFit } from "../cap/wea.ts";
import { measureMessage } from "../quality/meter.ts";
import { writeAndCompare } from "./comparing.ts";
import { capOf, type Envelope } from "./composing.ts";
import { messageContent, type MessageContent, type MessageDraft } from "./content.ts";
import type { AlertPlace } from "./drafting.ts";
import type { AlertMode } from "./tables.ts";
import { peopleIn } from "../population/population.ts";

/** Everything the page says of an alert while it is written: nothing of it is kept. */
export async function checkDraft(
  ctx: Ctx,
  place: AlertPlace,
  given: { mode: AlertMode; content: MessageDraft },
) {
  authorize(ctx, "alert.draft");
  return read(ctx, async (tx) => {
    const content = messageContent.safeParse(given.content);
    if (!content.success)
      return {
        problems: content.error.issues.map(({ path, message }) => ({
          path: path.join("."),
          message,
        })),
        checked: null,
      };
    const around = await draftEnvelope(tx, place, given.mode);
    return { problems: [], checked: await checkedOf(tx, content.data, around) };
  });
}

/** The same of a message that is kept. */
export async function checkedOf(tx: TxCtx, content: MessageContent, around: Envelope) {
  const { xml: _xml, ...compared } = await writeAndCompare(content, around);
  const findings = findingsOf(capOf(content, around), { profile: "ipaws" });
  const { shortName } = await ownAgency(tx);
  const beats = await allBeats(tx);
  const known = {
    names: [around.agencyName, shortName],
    places: beats.map(({ name }) => name),
  };
  return {
    ...compared,
    // Of the ground that the finished bytes name, not of what was meant.
    reach: await peopleIn(tx, compared.parsed),
    beatsReach: await peopleIn(
      tx,
      beats.flatMap(({ area }) => outerRings(area)),
    ),
    findings: findings.filter(isForPeople),
    sayings: content.sayings.map((saying) => measured(saying, known)),
  };
}

function outerRings(given: unknown): Position[][] {
  const area = beatArea.safeParse(given).data;
  if (!area) return [];
  const polygons = area.type === "Polygon" ? [area.coordinates] : area.coordinates;
  return polygons.flatMap(([outer]) => (outer ? [outer] : []));
}

/** That it never expires, and what else the form cannot get wrong, nobody need read. */
function isForPeople({ level }: Finding): boolean {
  return level !== "notice";
}

function measured(
  saying: MessageContent["sayings"][number],
  known: Parameters<typeof measureMessage>[2],
) {
  const { language, headline, description, instruction, short, long } = saying;
  const spoken = language.startsWith("es") ? "es" : language.startsWith("en") ? "en" : undefined;
  return {
    language,
    /** Null: there are no word lists of this language. */
    quality: spoken
      ? measureMessage([headline, description, instruction].join("\n"), spoken, known)
      : null,
    short: weaFit(short, "short"),
    long: weaFit(long, "long"),
  };
}

async function draftEnvelope(
  tx: TxCtx,
  { origin }: AlertPlace,
  mode: AlertMode,
): Promise<Envelope> {
  const { name, timeZone } = await ownAgency(tx);
  return {
    alertId: "00000000-0000-0000-0000-000000000000",
    number: 1,
    type: "Alert",
    mode,
    host: new URL(origin).hostname,
    origin,
    agencyName: name,
    timeZone,
    sent: tx.clock.now(),
    earlier: [],
  };
}

/** The message as an IPAWS tool takes it: Openbeat does not send it there. */
export function capOrRefusal(cap: string | null): string {
  if (cap !== null) return cap;
  throw new Refusal("not-issued", "This message is not out yet, so there is no file of it.", {
    status: 409,
  });
}
