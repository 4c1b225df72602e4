import { and, desc, eq } from "drizzle-orm";
import { authorize, namesOf } from "#agency";
import { agencyOf, type Ctx, type TxCtx } from "#platform/context.ts";
import { read } from "#platform/db/database.ts";
import { found } from "#platform/refusal.ts";
import { captionsOf } from "./captions.ts";
import { libraryItems } from "./library.ts";
import { chainOf, rightsOf, withdrawalsOf } from "./rights.ts";
import { mediaDerivations, mediaDescriptions } from "./schema.ts";
import { usesOf, type UsesQuestion } from "./uses.ts";
import { derivationOf } from "./versions.ts";

/** One line of an item's history: who did what, and the words that went with it. */
export interface MediaMoment {
  kind: "added" | "described" | "rights" | "withdrawn" | "made" | "captions";
  at: string;
  by: string;
  says: string;
}

/** Everything about one item: its words, rights, uses, versions and history. */
export async function mediaPage(ctx: Ctx, uses: readonly UsesQuestion[], sha256: string) {
  authorize(ctx, "media.read");
  return read(ctx, async (tx) => {
    const [first] = await libraryItems(tx, [sha256]);
    const item = found(first, "picture");
    const chain = await chainOf(tx, sha256);
    const rights = [];
    for (const one of chain) rights.push(...(await rightsOf(tx, one)));
    const withdrawals = await withdrawalsOf(tx, chain.at(-1) ?? sha256);
    const derivation = await derivationOf(tx, sha256);
    const made = await madeOf(tx, sha256);
    const tracks = await captionsOf(tx, [sha256]);
    const moments = await momentsOf(tx, sha256, { rights, withdrawals, derivation, tracks });
    const names = await namesOf(
      tx,
      moments.map(({ by }) => by),
    );
    return {
      item,
      rights: rights.map(({ agencyId: _agency, ...row }) => ({
        ...row,
        isInherited: row.sha256 !== sha256,
        recordedBy: names.get(row.recordedBy) ?? "",
      })),
      withdrawals: withdrawals.map(({ why, withdrawnAt, withdrawnBy }) => ({
        why,
        withdrawnAt,
        withdrawnBy: names.get(withdrawnBy) ?? "",
      })),
      captions: tracks.map(({ language, version, sha256: track, cues, writtenAt, writtenBy }) => ({
        language,
        version,
        sha256: track,
        cues,
        writtenAt,
        writtenBy: names.get(writtenBy) ?? "",
      })),
      regions: derivation?.regions ?? [],
      original: derivation ? (await libraryItems(tx, [derivation.fromSha256]))[0] : undefined,
      versions: await libraryItems(tx, made),
      uses: await usesOf(tx, uses, sha256),
      history: [
        ...moments,
        { kind: "added" as const, at: item.uploadedAt, by: "", says: item.name },
      ]
        .map((one) => ({ ...one, by: names.get(one.by) ?? item.uploadedBy }))
        .toSorted((one, other) => other.at.localeCompare(one.at)),
    };
  });
}

async function madeOf(tx: TxCtx, sha256: string): Promise<string[]> {
  const rows = await tx.tx
    .select({ sha256: mediaDerivations.sha256 })
    .from(mediaDerivations)
    .where(
      and(eq(mediaDerivations.agencyId, agencyOf(tx)), eq(mediaDerivations.fromSha256, sha256)),
    )
    .orderBy(desc(mediaDerivations.madeAt));
  return rows.map((row) => row.sha256);
}

interface Written {
  rights: Awaited<ReturnType<typeof rightsOf>>;
  withdrawals: Awaited<ReturnType<typeof withdrawalsOf>>;
  derivation: Awaited<ReturnType<typeof derivationOf>>;
  tracks: Awaited<ReturnType<typeof captionsOf>>;
}

/** State is rows, each with who and when: the history is read off them. */
async function momentsOf(
  tx: TxCtx,
  sha256: string,
  { rights, withdrawals, derivation, tracks }: Written,
): Promise<MediaMoment[]> {
  const words = await tx.tx
    .select()
    .from(mediaDescriptions)
    .where(and(eq(mediaDescriptions.agencyId, agencyOf(tx)), eq(mediaDescriptions.sha256, sha256)));
  return [
    ...words.map(({ altEn, altEs, writtenAt, writtenBy }) => ({
      kind: "described" as const,
      at: writtenAt,
      by: writtenBy,
      says: altEn || altEs,
    })),
    ...rights.map(({ source, recordedAt, recordedBy }) => ({
      kind: "rights" as const,
      at: recordedAt,
      by: recordedBy,
      says: source,
    })),
    ...withdrawals.map(({ why, withdrawnAt, withdrawnBy }) => ({
      kind: "withdrawn" as const,
      at: withdrawnAt,
      by: withdrawnBy,
      says: why,
    })),
    ...tracks.map(({ language, version, writtenAt, writtenBy }) => ({
      kind: "captions" as const,
      at: writtenAt,
      by: writtenBy,
      says: `${language} ${version}`,
    })),
    ...(derivation
      ? [{ kind: "made" as const, at: derivation.madeAt, by: derivation.madeBy, says: "" }]
      : []),
  ];
}
