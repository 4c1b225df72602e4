import { addPerson, foundAgency } from "#agency";
import { connectChannel, type Channel } from "#channels";
import { adoptPolicy, draftPolicy } from "#policy";
import { asSystem, type Ctx } from "#platform/context.ts";
import { transact } from "#platform/db/database.ts";
import { openSandboxNetwork, type SandboxNetwork } from "../../src/channels/sandbox/network.ts";
import type { TestBeat } from "../openbeat.ts";
import { as, makeReady, StoryClock } from "../worlds/world.ts";
import { Seeded } from "./seeded.ts";

/** A small agency on a practice network with faults, whose time and chance come from a seed. */
export class SimWorld {
  readonly beat: TestBeat;
  readonly network: SandboxNetwork;
  readonly clock: StoryClock;
  readonly ctx: Ctx;
  readonly agencyId: string;
  channels: Channel[] = [];
  #chance = new Seeded(0);

  constructor(beat: TestBeat, network: SandboxNetwork, clock: StoryClock, agencyId: string) {
    this.beat = beat;
    this.network = network;
    this.clock = clock;
    this.ctx = { ...beat.assembly.ctx, clock };
    this.agencyId = agencyId;
  }

  person(name: string): Promise<Ctx> {
    return as(this.ctx, this.agencyId, `${name}@sim.example`);
  }

  reseed(seed: number): Seeded {
    this.#chance = new Seeded(seed);
    return this.#chance;
  }

  random = (): number => this.#chance.next();
}

/** One agency, one website, one network that knows keys and one that does not. */
export async function openSimWorld(
  open: (allow: string[]) => Promise<TestBeat>,
  agencyId: string,
): Promise<SimWorld> {
  let world: SimWorld | undefined;
  // One time for all: stories that overtake the network's clock would look up posts after they were made.
  const clock = new StoryClock();
  const network = await openSandboxNetwork({
    random: () => world?.random() ?? 1,
    now: () => clock.now().epochMilliseconds,
  });
  const beat = await open([network.host]);
  world = new SimWorld(beat, network, clock, agencyId);
  await transact(asSystem(world.ctx, "sim", agencyId), async (tx) => {
    await foundAgency(tx, {
      name: "Sim PD",
      shortName: "Sim",
      state: "WA",
      timeZone: "America/Los_Angeles",
    });
    await addPerson(tx, { email: "pio@sim.example", name: "Pat", roles: ["pio"] });
    await addPerson(tx, {
      email: "sgt@sim.example",
      name: "Sam",
      roles: ["approver", "supervisor"],
    });
    await addPerson(tx, { email: "captain@sim.example", name: "Casey", roles: ["command"] });
    await addPerson(tx, {
      email: "chief@sim.example",
      name: "Chris",
      roles: ["command", "administrator"],
    });
  });
  const chief = await world.person("chief");
  const { version } = await draftPolicy(chief);
  await adoptPolicy(chief, version);
  const sergeant = await world.person("sgt");
  for (const name of ["pio", "sgt", "chief", "captain"])
    await makeReady(await world.person(name), name === "sgt" ? chief : sergeant, version);
  const { networks } = beat.assembly;
  const connect = (kind: string, name: string, input: Record<string, string>) =>
    connectChannel(
      chief,
      networks.net(chief, AbortSignal.timeout(5_000)),
      networks.connector(chief, kind),
      { network: kind, name, isPublic: true, input },
    );
  world.channels = [await connect("website", "Newsroom", {})];
  for (const keys of ["yes", "no"]) {
    const { token } = network.createAccount(`sim-${keys}`, "Sim");
    world.channels.push(
      await connect("sandbox", `Keys ${keys}`, { url: network.url, token, keys }),
    );
  }
  return world;
}
