import { lettering } from "./lettering.ts";

const ink = "#22303c";
const blue = "#1a5fb4";
const red = "#b3261e";
const amber = "#c77700";

/** The made-up town: the river's bend, its streets and parks. What a picture is about is drawn on top. */
function town(over: string): string {
  const street = (d: string, width: number) =>
    `<path d="${d}" stroke="#d5d9d3" stroke-width="${width + 6}"/><path d="${d}" stroke="#fff" stroke-width="${width}"/>`;
  return `<rect width="1200" height="675" fill="#eceee6"/>
    <path d="M-20 560Q260 470 470 540T900 560T1220 430V700H-20Z" fill="#a9cfe8"/>
    <path d="M60 60h210v150H60zM930 210h200v120H930z" fill="#cfe3c4"/>
    <g fill="none" stroke-linecap="butt">
      ${[150, 400, 650, 900].map((x) => street(`M${x} -10V470`, 16)).join("")}
      ${street("M-10 130H1210", 16)}${street("M-10 400H1210", 28)}
      ${street("M-10 265H1210", 30)}${street("M-10 500Q260 410 470 478T900 500T1220 370", 24)}
    </g>
    <g fill="#dfe2da">${houses()}</g>
    ${lettering("RIVERSIDE RIVER", { x: 520, y: 590, size: 20, ink: "#4f86ab", turn: 3 })}
    ${over}`;
}

function houses(): string {
  const rows = [165, 310] as const;
  const columns = [190, 265, 440, 515, 690, 765, 940, 1015];
  return rows
    .flatMap((y) => columns.map((x) => `<rect x="${x}" y="${y}" width="52" height="58" rx="5"/>`))
    .join("");
}

function label(text: string, x: number, y: number, size = 17): string {
  return lettering(text, { x, y, size, ink });
}

function barrier(x: number): string {
  return `<g transform="translate(${x} 235)"><rect x="-13" y="0" width="26" height="60" rx="5" fill="#fff" stroke="${red}" stroke-width="4"/>
    <path d="M-13 16L13 4M-13 34L13 22M-13 52L13 40" stroke="${red}" stroke-width="7"/></g>`;
}

function arrow(d: string, colour: string, id: string): string {
  return `<defs><marker id="${id}" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="4.6" markerHeight="4.6" orient="auto-start-reverse">
    <path d="M0 0L10 5L0 10Z" fill="${colour}"/></marker></defs>
    <path d="${d}" fill="none" stroke="${colour}" stroke-width="11" stroke-dasharray="26 15" marker-end="url(#${id})"/>`;
}

function plate(text: string, colour: string): string {
  const width = text.length * 29 + 60;
  return `<rect x="40" y="36" width="${width}" height="76" rx="10" fill="${colour}"/>
    ${lettering(text, { x: 70, y: 58, size: 32, ink: "#fff" })}`;
}

const names = `${label("MILL ST", 700, 256, 19)}${label("3RD AVE", 372, 215)}${label("5TH AVE", 622, 215)}${label("RIVER RD", 60, 440, 19)}`;

/** Mill St shut between 3rd and 5th Ave, and the way around. */
export function millStClosed(): string {
  return town(`<path d="M408 265H642" stroke="${red}" stroke-width="30" stroke-opacity=".3"/>${barrier(408)}${barrier(642)}
    ${arrow("M400 300V430Q430 470 520 484T650 462V310", blue, "a")}${names}${plate("MILL ST CLOSED", red)}`);
}

/** The same corner, open again. */
export function millStOpen(): string {
  return town(
    `${arrow("M250 265H980", "#2e7d5b", "a")}${label("3RD AVE", 372, 215)}${label("5TH AVE", 622, 215)}${plate("MILL ST OPEN", "#2e7d5b")}`,
  );
}

/** Falls Pkwy with one lane closed by a lost load. */
export function fallsPkwyOneLane(): string {
  const gravel = Array.from(
    { length: 26 },
    (_one, n) =>
      `<circle cx="${560 + ((n * 37) % 130)}" cy="${387 + ((n * 23) % 15)}" r="${4 + (n % 4)}"/>`,
  );
  return town(`<path d="M470 393H760" stroke="${amber}" stroke-width="15" stroke-opacity=".45"/><g fill="#8a8f88">${gravel.join("")}</g>
    ${arrow("M250 409H960", blue, "a")}${label("FALLS PKWY", 780, 362, 19)}${label("ORCHARD WAY", 622, 60)}${plate("ONE LANE OPEN", amber)}`);
}

/** Where cars were broken into this month: nine places near the trailheads. */
export function breakIns(): string {
  const places = [
    [170, 455],
    [235, 438],
    [300, 430],
    [372, 440],
    [520, 470],
    [560, 478],
    [760, 486],
    [832, 492],
    [890, 490],
  ];
  const marks = places.map(
    ([x, y]) =>
      `<circle cx="${x}" cy="${y}" r="17" fill="${red}" fill-opacity=".22"/><circle cx="${x}" cy="${y}" r="8" fill="${red}"/>`,
  );
  return town(
    `${marks.join("")}${label("RIVER RD", 1000, 405, 19)}${plate("9 CARS IN 7 DAYS", ink)}`,
  );
}

/** The area to leave, the road out, and the shelter. */
export function evacuation(isLifted: boolean): string {
  const colour = isLifted ? "#2e7d5b" : red;
  return town(`<path d="M-20 -20H640V470Q560 500 470 480T-20 500Z" fill="${colour}" fill-opacity=".2" stroke="${colour}" stroke-width="6" stroke-dasharray="18 12"/>
    ${isLifted ? "" : arrow("M300 400H1030", blue, "a")}
    <g transform="translate(1010 240)"><path d="M0 26L34 0L68 26V62H0Z" fill="#fff" stroke="${ink}" stroke-width="6" stroke-linejoin="round"/><path d="M26 62V40H42V62" fill="${ink}"/></g>
    ${label("RIVERSIDE HIGH", 950, 325)}${label("FALLS PKWY", 700, 362, 17)}${label("ORCHARD WAY", 668, 60)}${label("NORTHSIDE FARMS", 190, 330, 22)}
    ${plate(isLifted ? "YOU MAY GO HOME" : "LEAVE NOW", colour)}`);
}

/** One block around a smell of gas. */
export function gasSmell(): string {
  return town(`<circle cx="650" cy="265" r="150" fill="${amber}" fill-opacity=".28" stroke="${amber}" stroke-width="6" stroke-dasharray="18 12"/>
    <circle cx="650" cy="265" r="12" fill="${amber}"/>${label("MILL ST", 880, 256, 19)}${label("5TH AVE", 622, 60)}${plate("STAY AWAY", amber)}`);
}
