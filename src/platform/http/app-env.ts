import type { Actor, Ctx } from "../context.ts";

/** What every request handler can read: `c.get("ctx")` acts as the signed-in actor. */
export interface AppEnv {
  Variables: {
    ctx: Ctx;
    actor: Actor | undefined;
    requestId: string;
  };
}
