import { html, raw } from "hono/html";
import type { PublicMessage } from "#alerts";
import type { Html } from "../page.ts";
import { projection, width } from "../projection.ts";
import type { Language } from "../words.ts";
import { alertWords } from "./alert-words.ts";

type Ring = readonly (readonly number[])[];

/** The area of a message over the agency's beats, as a picture without a script. */
export function alertMap(
  { content }: PublicMessage,
  beats: readonly { code: string; rings: readonly Ring[] }[],
  language: Language,
): Html {
  const { rings, description } = content.area;
  const onto = projection([...rings.flat(), ...beats.flatMap((beat) => beat.rings.flat())]);
  const drawn = (ring: Ring) =>
    `M${ring.map(([lon, lat]) => onto.place(lon, lat).join(" ")).join("L")}Z`;
  return html`<svg
    class="map"
    role="img"
    aria-label="${alertWords[language].map(description)}"
    viewBox="0 0 ${width} ${onto.height}"
  >
    ${beats.map((beat) => raw(`<path d="${beat.rings.map(drawn).join("")}" class="ground"/>`))}
    <path d="${rings.map(drawn).join("")}" class="danger" />
  </svg>`;
}
