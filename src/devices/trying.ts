import { personById, personOf } from "#agency";
import type { Ctx } from "#platform/context.ts";
import { mustBeOwn } from "./devices.ts";
import type { Pusher } from "./pusher.ts";
import type { Reached } from "./reaching.ts";

const words = {
  en: { title: "Openbeat can reach this device", about: "You asked for this notice." },
  es: { title: "Openbeat llega a este dispositivo", about: "Usted pidió este aviso." },
};

/** Sends a notice to a device of one's own and says what became of it. */
export async function tryDevice(ctx: Ctx, pusher: Pusher, id: string): Promise<Reached> {
  await mustBeOwn(ctx, id);
  const { language } = await personById(ctx, personOf(ctx).personId);
  const spoken = language === "es" ? "es" : "en";
  return pusher.send(ctx, id, {
    ...words[spoken],
    language: spoken,
    address: "/console/account",
    topic: "try",
    isUrgent: true,
    until: ctx.clock.now().add({ minutes: 1 }).toString(),
  });
}
