import { html, raw } from "hono/html";
import type { PublicEvent } from "#outreach";
import type { AlertFacts } from "../alerts/alert-facts.ts";
import type { Html } from "../page.ts";
import { projection, width } from "../projection.ts";
import type { Language } from "../words.ts";
import { eventPageWords } from "./event-words.ts";

/** Where it is over the agency's beats, as a picture without a script; the address beside it says the same. */
export function eventMap(
  { place }: PublicEvent,
  beats: AlertFacts["beats"],
  language: Language,
): Html {
  const { point } = place;
  // A dot on nothing tells nobody where it is.
  if (!point || beats.length === 0) return html``;
  const onto = projection([[point.lon, point.lat], ...beats.flatMap((beat) => beat.rings.flat())]);
  const drawn = (ring: readonly (readonly number[])[]) =>
    `M${ring.map(([lon, lat]) => onto.place(lon, lat).join(" ")).join("L")}Z`;
  const [x, y] = onto.place(point.lon, point.lat);
  return html`<svg
    class="map"
    role="img"
    lang="${language}"
    aria-label="${eventPageWords[language].mapOf(place.name)}"
    viewBox="0 0 ${width} ${onto.height}"
  >
    ${beats.map((beat) => raw(`<path d="${beat.rings.map(drawn).join("")}" class="ground"/>`))}
    <circle cx="${x}" cy="${y}" r="9" class="spot" />
  </svg>`;
}
