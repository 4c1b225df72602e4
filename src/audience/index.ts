import "./verbs.ts";
import type { Sender } from "#channels";
import { asSystem, type Ctx } from "#platform/context.ts";
import type { ReturnSettings } from "#platform/config/returns.ts";
import { slice } from "#platform/slice.ts";
import { makeCallLetters, makeNoteworthy } from "./calls/making.ts";
import { callLetterById, sendCallLetter, sendCallLetters } from "./calls/sending.ts";
import { makeDigests } from "./digests/making.ts";
import { digestById, sendDigest, sendDigests, type DigestsOutside } from "./digests/sending.ts";
import { confirmationLetters } from "./letters.ts";
import { receiveReturns } from "./returns/receiving.ts";
import type { LettersOutside } from "./own-letters.ts";
import { audienceRoutes } from "./routes.ts";
import { hearTelephones } from "./telephone-wishes.ts";
import { afterQuiet, type SendRested, tidyAudience } from "./tidying.ts";

export interface AudienceOutside extends Pick<DigestsOutside, "mayWrite" | "standingNews"> {
  /** Where the newsroom is, for links in letters. */
  origin: string;
  sendRested: SendRested;
  /** Where letters come back to that could not be delivered; undefined: to their sender. */
  returns: ReturnSettings | undefined;
}

/** Who asked for the agency's news: with the least data, and only as long as they want it. */
export function audience(sender: Sender, given: AudienceOutside) {
  const { origin, sendRested, mayWrite, standingNews, returns } = given;
  const outside: DigestsOutside = { sender, origin, mayWrite, standingNews };
  return slice({
    name: "audience",
    routes: audienceRoutes(),
    inTransaction: hearTelephones,
    on: [
      confirmationLetters(sender, origin),
      {
        name: "audience.noteworthy",
        kinds: ["blotter.call-shown"],
        handle: (ctx, event) => makeNoteworthy(asSystem(ctx, "audience", event.agencyId), event),
      },
    ],
    // One process listens: the one that serves.
    workers: returns
      ? [
          {
            name: "returned letters",
            onServer: true,
            run: (ctx, signal) => receiveReturns(ctx, returns, signal),
          },
        ]
      : [],
    jobs: [
      { name: "audience.tidy", schedule: "23 * * * *", run: tidyAudience },
      {
        name: "audience.after-quiet",
        schedule: "* * * * *",
        run: (ctx) => afterQuiet(ctx, restedOr(outside, sendRested)),
      },
      {
        name: "audience.tell-digests",
        schedule: "* * * * *",
        run: (ctx) => tellDigests(ctx, outside),
      },
      { name: "audience.tell-calls", schedule: "* * * * *", run: (ctx) => tellCalls(ctx, outside) },
    ],
  });
}

/** A beat's calls to those who asked for them: what is due is made, and sent. */
export async function tellCalls(ctx: Ctx, outside: LettersOutside): Promise<void> {
  await makeCallLetters(ctx);
  await sendCallLetters(ctx, outside);
}

/** The letters of the day and the week: what is due is made, and sent. */
async function tellDigests(ctx: Ctx, outside: DigestsOutside): Promise<void> {
  await makeDigests(ctx);
  await sendDigests(ctx, outside);
}

/** What rested is a letter of calls, one of the day, or a post's delivery. */
export function restedOr(outside: DigestsOutside, sendRested: SendRested): SendRested {
  return async (ctx, id) => {
    const letter = await callLetterById(ctx, id);
    if (letter) return sendCallLetter(ctx, outside, letter);
    const digest = await digestById(ctx, id);
    return digest ? sendDigest(ctx, outside, digest) : sendRested(ctx, id);
  };
}

export { paces } from "./schema.ts";
export { choicesShape, newsKinds, newsLanguages, type Choices } from "./choices.ts";
export { readership } from "./fan-out.ts";
export { openWays } from "./letters.ts";
export { changeChoices, leave, ownSubscription, type OwnSubscription } from "./own-page.ts";
export type { AudienceRoutes } from "./routes.ts";
export { audienceSettingsOf, type AudienceSettings } from "./settings.ts";
export { confirm, confirmByCode, subscribe, subscribeBrowser } from "./subscribing.ts";
export { tidyAudience } from "./tidying.ts";
