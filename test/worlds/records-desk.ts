import { addPerson } from "#agency";
import { foundAmong } from "#archive";
import { asSystem, type Ctx } from "#platform/context.ts";
import { read, transact } from "#platform/db/database.ts";
import { openTestBeat } from "../openbeat.ts";
import { seedTinyCounty } from "./tiny-county.ts";
import { as, StoryClock } from "./world.ts";
import { receiveRequest } from "../../src/records/requests/receiving.ts";
import { freezeSearch } from "../../src/records/requests/searches.ts";

interface Heard {
  text: string;
  thing?: string;
  media?: readonly Uint8Array[];
  payload?: object;
}

/** An agency with a clerk, counsel and one request, whose records a test lets come in. */
export async function openDesk() {
  const clock = new StoryClock();
  const beat = await openTestBeat({ clock });
  const agencyId = await seedTinyCounty(beat.assembly);
  const system = asSystem(beat.assembly.ctx, "test", agencyId);
  await transact(system, async (tx) => {
    await addPerson(tx, { email: "nair@tinycounty.example", name: "Nair", roles: ["clerk"] });
    await addPerson(tx, { email: "cole@tinycounty.example", name: "Cole", roles: ["legal"] });
  });
  const clerk = await as(beat.assembly.ctx, agencyId, "nair@tinycounty.example");
  const counsel = await as(beat.assembly.ctx, agencyId, "cole@tinycounty.example");
  const asked = "All that was said about the quagga.";
  const { id } = await receiveRequest(clerk, { asked });
  const desk = {
    beat,
    agencyId,
    system,
    clerk,
    counsel,
    id,
    /** A message that came in. Every one has the word quagga somewhere, so that the search finds it. */
    async hear({ text, thing = "a", media = [], payload = { text } }: Heard): Promise<void> {
      clock.advance(1_000);
      const blobs = await Promise.all(media.map((bytes) => system.blobs.put(bytes)));
      await transact(system, (tx) =>
        tx.happenings.tell(tx, {
          kind: "test.message-received",
          subject: { kind: "thing", id: thing },
          facts: {},
          record: { payload, text, direction: "in", media: blobs },
        }),
      );
    },
    freeze: (words = "quagga", who: Ctx = clerk) =>
      freezeSearch(who, id, { query: { words }, note: "all there is" }),
    /** The records whose text begins so, oldest first. */
    async recordsLike(words: string): Promise<string[]> {
      return read(system, async (tx) => {
        const rows = await tx.tx.raw<{ id: string }>(
          "select id from archive_records where agency_id = $1 and kind = 'test.message-received' order by captured_at, id",
          [agencyId],
        );
        const ids = rows.map((row) => row.id);
        const found = await foundAmong(tx, words, ids);
        return ids.filter((one) => found.has(one));
      });
    },
  };
  return desk;
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
