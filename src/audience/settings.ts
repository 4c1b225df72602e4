import { eq } from "drizzle-orm";
import { z } from "zod";
import { authorize, personOf } from "#agency";
import { stamp } from "#platform/clock.ts";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { audienceSettings } from "./schema.ts";

const minute = z.number().int().min(0).max(1_439);

const words = z.string().trim().max(1_000).default("");

export const settingsShape = z.object({
  /** Minutes after midnight by the agency's clock. */
  quietFrom: minute,
  quietUntil: minute,
  /** When letters of the day and the week go. */
  digestAt: minute.default(17 * 60),
  /** The agency's own words above the form, by language. */
  intro: z.object({ en: words, es: words }).default({ en: "", es: "" }),
});

export type AudienceSettings = z.output<typeof settingsShape>;

/** Nine in the evening to eight in the morning, as 47 CFR 64.1200(c)(1) has it for calls that sell. */
const usual: AudienceSettings = {
  quietFrom: 21 * 60,
  quietUntil: 8 * 60,
  digestAt: 17 * 60,
  intro: { en: "", es: "" },
};

export async function audienceSettingsOf(ctx: Ctx): Promise<AudienceSettings> {
  return read(ctx, async (tx) => {
    const [row] = await own(tx);
    return row ? settingsShape.parse(row) : usual;
  });
}

function own(tx: TxCtx) {
  return tx.tx
    .select()
    .from(audienceSettings)
    .where(eq(audienceSettings.agencyId, agencyOf(tx)));
}

/** Counts for whoever subscribes from now on; who did already keeps the hours that they chose. */
export async function arrange(ctx: Ctx, given: AudienceSettings): Promise<void> {
  await transact(ctx, async (tx) => {
    authorize(tx, "audience.arrange");
    const set = {
      ...given,
      changedAt: stamp(tx.clock.now()),
      changedBy: personOf(tx).personId,
    };
    await tx.tx
      .insert(audienceSettings)
      .values({ agencyId: agencyOf(tx), ...set })
      .onConflictDoUpdate({ target: audienceSettings.agencyId, set });
    await tx.happenings.tell(tx, {
      kind: "audience.arranged",
      subject: { kind: "audience", id: agencyOf(tx) },
      facts: {
        quietFrom: given.quietFrom,
        quietUntil: given.quietUntil,
        digestAt: given.digestAt,
      },
    });
  });
}
