import { systemClock } from "#platform/clock.ts";
import { limit } from "#platform/limits.ts";
import type { Net } from "./connector.ts";
import { SendError } from "./send-error.ts";
import { textField } from "./exchange.ts";
import { callGraph, type Graph } from "./graph.ts";
import { notActed } from "./oauth.ts";
import type { openKept } from "./upload-progress.ts";

const pollMs = 1_000;
const pollsMax = limit(
  "channels.container-polls",
  8,
  "questions, a second apart",
  "a container that takes longer is kept, and the next try goes on with it",
);

export interface ContainerAsk {
  graph: Graph;
  kept: ReturnType<typeof openKept>;
  /** What the container is kept as. */
  name: string;
  /** Instagram says `status_code`, Threads `status`. */
  statusField: "status_code" | "status";
  create(): Promise<string>;
}

/**
 * The id of a container that is ready to be published: the first of two steps, which shows nothing to
 * anyone. It is kept, so that a later try goes on with the very same one, and a container is published
 * once only, whoever asks: that is what settles a lost answer.
 */
export async function readyContainer(net: Net, ask: ContainerAsk): Promise<string> {
  const { graph, kept, name, statusField } = ask;
  const known = kept.get(name);
  const id = known ?? (await made(ask));
  if (known === undefined) await kept.set(name, id);
  for (let poll = 0; poll < pollsMax; poll += 1) {
    const { status, words } = await containerStatus(net, graph, { id, statusField });
    if (status === "FINISHED") return id;
    if (status === "PUBLISHED") {
      throw new SendError("unknown", "The network says that this was published already.");
    }
    if (status === "EXPIRED") {
      await kept.forget(name);
      throw new SendError("later", "The container expired; it is made anew.", {
        retryAfterMs: 1_000,
      });
    }
    if (status === "ERROR") {
      await kept.forget(name);
      throw new SendError("refused", `The network could not use the media: ${words}`);
    }
    await systemClock.sleep(pollMs, net.signal);
  }
  throw new SendError("later", "The network still works on the media.", { retryAfterMs: 15_000 });
}

async function made({ create }: ContainerAsk): Promise<string> {
  const id = await create().catch((error: unknown) => {
    throw notActed(error);
  });
  if (id !== "") return id;
  throw new SendError("later", "The network named no container.", { retryAfterMs: 15_000 });
}

export async function containerStatus(
  net: Net,
  graph: Graph,
  { id, statusField }: { id: string; statusField: ContainerAsk["statusField"] },
): Promise<{ status: string; words: string }> {
  const detail = statusField === "status_code" ? "status" : "error_message";
  const query = { fields: `${statusField},${detail}` };
  const { body } = await callGraph(net, graph, "GET", `/${encodeURIComponent(id)}`, { query });
  return { status: textField(body, statusField), words: textField(body, detail).slice(0, 200) };
}
