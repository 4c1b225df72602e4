import { siteAgency } from "#agency";
import type { Origin } from "#platform/context.ts";
import { openDemoWorld, startDemoNetwork, type Practice } from "#test/worlds/demo.ts";
import { rebuildSite, type Assembly } from "../slices.ts";

/** The demo of a server: opened by `--demo` or from the set-up's wizard, with its practice network. */
export class Demo implements AsyncDisposable {
  practice: Practice | undefined;
  #opening: Promise<unknown> | undefined;

  /** While a month is lived nothing may run in the background: that would act on today's clock. */
  get isBeingLived(): boolean {
    return this.#opening !== undefined;
  }

  /** Seeds Riverside PD into an empty installation, or finds it there; its network is up then. */
  async open(assembly: Assembly, say: (what: string) => void) {
    const opening = openDemoWorld(assembly, say);
    this.#opening = opening.catch(() => undefined);
    try {
      const world = await opening;
      await this.resume(assembly);
      return world;
    } finally {
      this.#opening = undefined;
    }
  }

  /** The practice network of a demo that was opened earlier; nothing for a true agency. */
  async resume(assembly: Assembly): Promise<void> {
    const agency = await siteAgency(assembly.ctx);
    if (agency?.isDemo) this.practice ??= await startDemoNetwork(assembly);
  }

  /** From the wizard: opened, shown to the public, and signed in. Returns the session's cookie. */
  async openFromWizard(assembly: Assembly, origin: string, from: Origin): Promise<string> {
    const { signIn } = await this.open(assembly, () => undefined);
    await rebuildSite(assembly.ctx, assembly.networks, assembly.site, origin);
    return signIn(from);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.practice?.[Symbol.asyncDispose]();
  }
}
