import { limit } from "#platform/limits.ts";
import type { Caller } from "../bearer.ts";
import type { Net } from "../connector.ts";
import { SendError } from "../send-error.ts";
import { type Answer, field, listField, textField } from "../exchange.ts";
import { callAs, idField } from "./calls.ts";

const pagesMax = limit(
  "nextdoor.areas",
  20,
  "pages of service areas",
  "a county has some hundred neighborhoods; an endless list must end",
);

export interface Area {
  name: string;
  group: string;
}

/** The neighborhoods and districts of the agency's service area, as Nextdoor draws them. */
export async function areasOf(read: (path: string) => Promise<Answer>): Promise<Area[]> {
  const areas: Area[] = [];
  let after = "";
  for (let page = 0; page < pagesMax; page += 1) {
    const query = new URLSearchParams({
      enable_pagination: "true",
      ...(after === "" ? {} : { after }),
    });
    const { body } = await read(`/agency/boundary/?${query}`);
    for (const each of listField(body, "result"))
      areas.push({ name: textField(each, "name"), group: idField(each, "group_id") });
    after = textField(body, "cursor");
    if (field(body, "has_next_page") !== true || after === "") break;
  }
  return areas;
}

/** The groups for the names (or numbers) that were typed, one a line; a name that is none is refused. */
export async function chosenGroups(net: Net, as: Caller, typed: string): Promise<string[]> {
  const wanted = typed
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  if (wanted.length === 0) return [];
  const areas = await areasOf((path) => callAs(net, as, "GET", path));
  return wanted.map((one) => {
    const found = areas.find(
      ({ name, group }) => group === one || name.toLowerCase() === one.toLowerCase(),
    );
    if (found) return found.group;
    const known = areas.map(({ name }) => name).join(", ");
    throw new SendError(
      "refused",
      `Nextdoor knows no area “${one}” of yours. It knows: ${known || "none"}.`,
    );
  });
}
