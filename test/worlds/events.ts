import assert from "node:assert/strict";
import { approvePost, claimAndSend, postVersion } from "#publish";
import type { Ctx } from "#platform/context.ts";
import { relayOnce } from "#platform/happenings.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Assembly } from "../../src/slices.ts";
import { draftEvent, submitEvent, type EventDraft } from "#outreach";

/** Coffee at the library, on a Saturday some weeks from the story's day. */
export function coffee(starts: string, more: Partial<EventDraft> = {}): EventDraft {
  const ends = `${starts.slice(0, 11)}${String(Number(starts.slice(11, 13)) + 2).padStart(2, "0")}${starts.slice(13)}`;
  return {
    kind: "coffee",
    title: "Coffee with a cop",
    about: "Meet deputies, ask what you like. No speeches, free coffee.",
    access: "No steps. Wide doors. A hearing loop at the counter.",
    help: "Interpreter: (555) 010-0100, three days before.",
    starts,
    ends,
    place: { name: "Mill Library", address: "12 Mill St, Tiny Falls" },
    ...more,
  };
}

/** As on screen: what the policy warns of is read, and confirmed with the second click. */
export async function handIn(
  { networks }: Assembly,
  writer: Ctx,
  id: string,
  { version, correction }: { version: number; correction?: string },
) {
  const keys = new Set<string>();
  for (;;) {
    try {
      const given = { version, acknowledged: [...keys], correction };
      return await submitEvent(writer, networks, "http://localhost:4400", id, given);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== "policy-warnings") throw error;
      const { findings } = error.details as { findings: { key: string }[] };
      if (findings.every(({ key }) => keys.has(key))) throw error;
      for (const { key } of findings) keys.add(key);
    }
  }
}

export async function approve(approver: Ctx, postId: string): Promise<void> {
  const { hash } = await postVersion(approver, postId);
  await approvePost(approver, { postId, hash });
}

/** Sends, recalls and tells until nothing is left to do. */
export async function turn({ ctx, networks, sender, slices }: Assembly): Promise<void> {
  const subscriptions = slices.flatMap((one) => one.on ?? []);
  for (let round = 0; round < 2; round += 1) {
    await claimAndSend(ctx, networks, sender);
    while ((await relayOnce(ctx, subscriptions)) > 0);
  }
}

/** Drafted, handed in, approved by a second person, and out. */
export async function published(
  assembly: Assembly,
  { writer, approver }: { writer: Ctx; approver: Ctx },
  draft: EventDraft,
): Promise<{ id: string; code: string }> {
  const { event, version } = await draftEvent(writer, draft);
  const { posts } = await handIn(assembly, writer, event.id, { version });
  assert.ok(posts.length > 0);
  for (const { id } of posts) await approve(approver, id);
  await turn(assembly);
  return { id: event.id, code: event.code };
}
