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
  administrator: at("stone"),
  auditor: at("lim"),
} as const;

/** Four beats around a made-up river bend. GeoJSON positions are longitude, latitude. */
export const beats = [
  { code: "1", name: "Old Town & Waterfront", area: box(-122.31, 47.6, -122.28, 47.63) },
  { code: "2", name: "University", area: box(-122.28, 47.6, -122.25, 47.63) },
  { code: "3", name: "Eastgate & Mall", area: box(-122.25, 47.59, -122.21, 47.63) },
  { code: "4", name: "Northside Farms", area: box(-122.31, 47.63, -122.21, 47.67) },
] as const;

function box(west: number, south: number, east: number, north: number) {
  const corner = (x: number, y: number): [number, number] => [x, y];
  return {
    type: "Polygon" as const,
    coordinates: [
      [
        corner(west, south),
        corner(east, south),
        corner(east, north),
        corner(west, north),
        corner(west, south),
      ],
    ],
  };
}
