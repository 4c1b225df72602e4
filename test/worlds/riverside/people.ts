import type { Cast } from "../world.ts";

const at = (name: string) => `${name}@riversidefalls.example`;

/** Everybody at Riverside PD. All are invented. */
export const people: readonly Cast[] = [
  { email: at("vega"), name: "Marisol Vega", title: "Chief", roles: ["command"] },
  { email: at("brandt"), name: "Owen Brandt", title: "Capt.", roles: ["command", "approver"] },
  { email: at("rahman"), name: "Aisha Rahman", title: "Lt.", roles: ["supervisor"] },
  { email: at("diaz"), name: "Tom Diaz", title: "Sgt.", roles: ["approver"] },
  { email: at("whitfield"), name: "Dana Whitfield", title: "PIO", roles: ["pio"] },
  {
    email: at("mori"),
    name: "Kenji Mori",
    title: "Social media specialist",
    roles: ["contributor"],
  },
  { email: at("petrov"), name: "Lena Petrov", title: "Off.", roles: ["contributor"] },
  { email: at("nair"), name: "Priya Nair", title: "Records clerk", roles: ["clerk"] },
  { email: at("cole"), name: "Marcus Cole", title: "City attorney's office", roles: ["legal"] },
  { email: at("okafor"), name: "Sam Okafor", title: "Det.", roles: ["investigator"] },
  { email: at("abrams"), name: "Ruth Abrams", title: "HR", roles: ["hiring"] },
  { email: at("stone"), name: "Eli Stone", title: "IT", roles: ["administrator"] },
  { email: at("lim"), name: "Grace Lim", title: "City auditor", roles: ["auditor"] },
];

export const who = {
  chief: at("vega"),
  captain: at("brandt"),
  lieutenant: at("rahman"),
  sergeant: at("diaz"),
  pio: at("whitfield"),
  specialist: at("mori"),
  officer: at("petrov"),
  clerk: at("nair"),
  attorney: at("cole"),
  detective: at("okafor"),
  hiring: at("abrams"),
  administrator: at("stone"),
  auditor: at("lim"),
} as const;

const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0";
const edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Edg/142.0";
const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1 Version/19.1 Mobile Safari/604.1";

/** What each person sits at: the address and browser that the trail shows. */
export function deskOf(email: string): { address: string; agent: string } {
  const seat = people.findIndex((one) => one.email === email);
  const isOnTheRoad = email === who.sergeant || email === who.captain || email === who.officer;
  const agent = isOnTheRoad ? phone : seat % 2 === 0 ? edge : windows;
  return { address: isOnTheRoad ? `10.62.0.${20 + seat}` : `10.20.4.${11 + seat}`, agent };
}

/** Four beats around a made-up river bend. GeoJSON positions are longitude, latitude. */
export const beats = [
  {
    code: "1",
    name: "Old Town & Waterfront",
    area: ring(
      [-122.31, 47.605],
      [-122.298, 47.598],
      [-122.28, 47.601],
      [-122.279, 47.63],
      [-122.309, 47.632],
    ),
  },
  {
    code: "2",
    name: "University",
    area: ring(
      [-122.28, 47.601],
      [-122.264, 47.606],
      [-122.248, 47.602],
      [-122.25, 47.629],
      [-122.279, 47.63],
    ),
  },
  {
    code: "3",
    name: "Eastgate & Mall",
    area: ring(
      [-122.248, 47.602],
      [-122.232, 47.59],
      [-122.21, 47.596],
      [-122.211, 47.628],
      [-122.25, 47.629],
    ),
  },
  {
    code: "4",
    name: "Northside Farms",
    area: ring(
      [-122.309, 47.632],
      [-122.279, 47.63],
      [-122.25, 47.629],
      [-122.211, 47.628],
      [-122.214, 47.655],
      [-122.245, 47.67],
      [-122.3, 47.664],
    ),
  },
] as const;

function ring(...corners: [number, number][]) {
  const first = corners[0];
  if (!first) throw new Error("a beat has corners");
  return { type: "Polygon" as const, coordinates: [[...corners, first]] };
}
