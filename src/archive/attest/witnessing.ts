import { allAgencies } from "#agency";
import { join } from "node:path";
import { stamp, Temporal } from "#platform/clock.ts";
import { agencyOf, asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { limit } from "#platform/limits.ts";
import { sha256 } from "#platform/crypto/canonical.ts";
import { parseCheckpointBody } from "../log/checkpoint.ts";
import { cosignaturesOf } from "../log/cosignature.ts";
import { NoteFault, splitNote } from "../log/note.ts";
import type { PolicyWitness } from "../log/policy.ts";
import { TileFault, TileReader } from "../log/tile-reader.ts";
import { FolderTileStore } from "../log/tile-store.ts";
import { archiveCosignatures } from "../schema.ts";
import { raiseProofAlarm, type ProofAlarmKind } from "./alarms.ts";
import {
  attestorsOf,
  isDue,
  newestCheckpoint,
  noteAttested,
  noteFailure,
  type Attestation,
} from "./attestors.ts";
import { publishCosignatures } from "./published.ts";

const pauseMs = limit("witness.pause", 1_000, "ms", "a log that grows is shown at most this often");
const linesMax = limit("witness.lines", 16, "lines", "of one answer; a witness has a key or two");

interface Head {
  size: number;
  note: string;
}

/** Shows every log's newest head to its witnesses until the signal aborts. Capture never waits for it. */
export async function keepWitnessed(
  ctx: Ctx,
  logFolder: string,
  attestation: Attestation,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const { agencyId } of await allAgencies(ctx).catch(() => [])) {
      const agency = asSystem(ctx, "witness asker", agencyId);
      await askWitnesses(agency, join(logFolder, agencyId), attestation).catch((error: unknown) =>
        ctx.log.error({ err: error, agencyId }, "witnesses could not be asked; it is tried again"),
      );
    }
    await ctx.clock.sleep(pauseMs, signal);
  }
}

/** Shows the newest head to each witness that lags behind it and may be asked again; returns how many cosigned. */
export async function askWitnesses(
  ctx: Ctx,
  folder: string,
  { policy, client }: Attestation,
): Promise<number> {
  if (policy.witnesses.length === 0) return 0;
  const { head, states } = await read(ctx, async (tx) => ({
    head: await newestCheckpoint(tx),
    states: await attestorsOf(tx, "witness"),
  }));
  if (!head) return 0;
  const now = stamp(ctx.clock.now());
  const due = policy.witnesses.filter(
    ({ vkey, url }) => url !== undefined && isDue(states.get(vkey), head.size, now),
  );
  const answers = await Promise.all(
    due.map(async (witness) => {
      try {
        const known = states.get(witness.vkey)?.size ?? 0;
        return await new Asking(ctx, folder, client, head, witness).from(known);
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        await noteFailure(ctx, "witness", witness.vkey, words);
        return false;
      }
    }),
  );
  const cosigned = answers.filter(Boolean).length;
  if (cosigned > 0) await publishCosignatures(ctx, folder, head.note, head.size);
  return cosigned;
}

/** One head that is shown to one witness. */
class Asking {
  readonly #ctx: Ctx;
  readonly #folder: string;
  readonly #client: Attestation["client"];
  readonly #head: Head;
  readonly #witness: PolicyWitness;

  constructor(
    ctx: Ctx,
    folder: string,
    client: Attestation["client"],
    head: Head,
    witness: PolicyWitness,
  ) {
    this.#ctx = ctx;
    this.#folder = folder;
    this.#client = client;
    this.#head = head;
    this.#witness = witness;
  }

  /** Shows it as grown from `known`; a witness that is elsewhere says where, and is asked once more from there. */
  async from(known: number, isSecond = false): Promise<boolean> {
    const { size } = this.#head;
    if (known > size) return this.#isBehind(known);
    const answer = await this.#post(known);
    if (answer.status === 200) return this.#cosigned(answer.text);
    if (answer.status === 422) return this.#isSplit(known);
    if (answer.status === 409) {
      const theirs = Number(/^(0|[1-9]\d{0,15})\n$/.exec(answer.text)?.[1] ?? Number.NaN);
      // At the very size that we named: so the roots differ.
      if (theirs === known && known === size) return this.#isSplit(known);
      if (Number.isSafeInteger(theirs) && !isSecond) return this.from(theirs, true);
    }
    throw new Error(`It answered ${answer.status}: ${answer.text.trim().slice(0, 200)}`);
  }

  async #post(known: number): Promise<{ status: number; text: string }> {
    const proof = await this.#proofFrom(known);
    const lines = [`old ${known}`, ...proof.map((hash) => hash.toString("base64")), ""];
    const answer = await this.#client.fetch(`${this.#witness.url ?? ""}/add-checkpoint`, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: `${lines.join("\n")}\n${this.#head.note}`,
      redirect: "error",
    });
    return { status: answer.status, text: await answer.text() };
  }

  async #proofFrom(known: number): Promise<Buffer[]> {
    const reader = new TileReader(new FolderTileStore(this.#folder), this.#head.size);
    try {
      return await reader.consistencyProof(known);
    } catch (error) {
      if (!(error instanceof TileFault)) throw error;
      throw new Error(`No proof can be made, the log's files are damaged: ${error.message}`, {
        cause: error,
      });
    }
  }

  async #cosigned(text: string): Promise<boolean> {
    const { verifier, vkey } = this.#witness;
    const lines = (text.match(/[^\n]*\n/g) ?? []).slice(0, linesMax);
    const start = `\u2014 ${verifier.name} `;
    const line = lines.find((one) => one.startsWith(start) && isBy(one, verifier.keyId));
    if (line === undefined) throw new Error("Its answer holds no cosignature by its key.");
    const [said] = cosignaturesOf(this.#head.note + line, [verifier]);
    const at = stamp(Temporal.Instant.fromEpochMilliseconds((said?.seconds ?? 0) * 1000));
    await transact(this.#ctx, async (tx) => {
      const { size } = this.#head;
      await tx.tx
        .insert(archiveCosignatures)
        .values({ agencyId: agencyOf(tx), size, witness: vkey, line, cosignedAt: at })
        .onConflictDoNothing();
      await noteAttested(tx, "witness", vkey, size, stamp(tx.clock.now()));
    });
    return true;
  }

  #isBehind(known: number): Promise<boolean> {
    const { name } = this.#witness;
    const says = `The witness ${name} has cosigned ${known} entries, but this log has only ${this.#head.size}. It was set back.`;
    return this.#alarm("rollback", known, says);
  }

  #isSplit(known: number): Promise<boolean> {
    const { name } = this.#witness;
    const says = `The witness ${name} has seen another history of this log at ${known} entries than ours. One of the two was made up.`;
    return this.#alarm("split", known, says);
  }

  async #alarm(kind: ProofAlarmKind, known: number, says: string): Promise<boolean> {
    const { vkey, name } = this.#witness;
    const theirs = await this.#theirs();
    await raiseProofAlarm(this.#ctx, kind, `${vkey} ${known}`, {
      says,
      about: name,
      ours: this.#head.note,
      ...(theirs === undefined ? {} : { theirs }),
    });
    await noteFailure(this.#ctx, "witness", vkey, says);
    return false;
  }

  /** The head that the witness stands by, where it shows it: two signed heads side by side are the whole proof. */
  async #theirs(): Promise<string | undefined> {
    const { origin } = parseCheckpointBody(splitNote(this.#head.note).text);
    const path = `${sha256(origin).toString("hex")}/checkpoint`;
    return this.#client
      .fetch(`${this.#witness.url ?? ""}/${path}`, { redirect: "error" })
      .then((answer) => (answer.ok ? answer.text() : undefined))
      .catch(() => undefined);
  }
}

function isBy(line: string, keyId: Buffer): boolean {
  try {
    return splitNote(`x\n\n${line}`).signatures[0]?.keyId.equals(keyId) ?? false;
  } catch (error) {
    if (error instanceof NoteFault) return false;
    throw error;
  }
}
