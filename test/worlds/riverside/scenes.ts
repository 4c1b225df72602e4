import { lettering } from "./lettering.ts";

const ink = "#1d2b38";

/** A cup, steam and a date: the card of an event. */
export function coffee(): string {
  return `<rect width="1200" height="675" fill="#f3e7d8"/><rect y="520" width="1200" height="155" fill="#c9a27c"/>
    <g fill="none" stroke="#b98f68" stroke-width="16" stroke-linecap="round"><path d="M250 190q40-40 0-80t0-80M340 190q40-40 0-80t0-80M430 190q40-40 0-80t0-80"/></g>
    <path d="M170 240H510V420Q510 530 400 530H280Q170 530 170 420Z" fill="#fff"/><path d="M510 290h40q60 0 60 60t-60 60h-42" fill="none" stroke="#fff" stroke-width="34"/>
    <path d="M170 240H510V262H170Z" fill="#7a5233"/>
    <path d="M340 320l62 22v50q0 52-62 82q-62-30-62-82v-50z" fill="#1a5fb4"/><path d="M340 352l10 24 26 2-20 17 7 26-23-14-23 14 7-26-20-17 26-2z" fill="#fff"/>
    <ellipse cx="340" cy="548" rx="240" ry="22" fill="#a97f58"/>
    ${lettering("COFFEE", { x: 690, y: 190, size: 66, ink })}${lettering("WITH A COP", { x: 692, y: 290, size: 44, ink })}
    ${lettering("OLD TOWN LIBRARY", { x: 692, y: 380, size: 25, ink: "#7a5233" })}${lettering("8 - 10 A.M.", { x: 692, y: 428, size: 25, ink: "#7a5233" })}`;
}

/** The dog of the quarter, sitting, with his harness. */
export function dog(): string {
  return `<rect width="1200" height="675" fill="#dfe9e3"/><ellipse cx="420" cy="610" rx="330" ry="30" fill="#b9cbc0"/>
    <path d="M560 590Q700 590 690 470Q688 440 668 446Q668 540 560 540Z" fill="#6b4a2f"/>
    <path d="M300 600Q270 380 350 300H470Q600 380 590 600Z" fill="#8b623f"/>
    <path d="M318 600V430H384V600ZM430 600V430H494V600Z" fill="#7a5536"/><path d="M306 600h88v22h-88zM418 600h88v22h-88z" fill="#5a3d26"/>
    <path d="M326 372Q410 430 494 372L506 440Q410 500 312 440Z" fill="#1d2b38"/><path d="M410 424l26 10v22q0 22-26 34q-26-12-26-34v-22z" fill="#f0b429"/>
    <path d="M318 190L300 70Q350 80 378 150H442Q470 80 520 70L502 190Q520 330 410 340Q300 330 318 190Z" fill="#8b623f"/>
    <path d="M318 168L308 92Q338 106 352 150ZM502 168L512 92Q482 106 468 150Z" fill="#5a3d26"/>
    <path d="M352 250Q410 216 468 250Q466 336 410 340Q354 336 352 250Z" fill="#b98d63"/><path d="M384 262h52q0 30-26 36q-26-6-26-36z" fill="#1d2b38"/>
    <circle cx="366" cy="212" r="12" fill="#1d2b38"/><circle cx="454" cy="212" r="12" fill="#1d2b38"/>
    <circle cx="760" cy="580" r="34" fill="#cfe35a"/><path d="M732 562q28 18 8 46M788 562q-28 18-8 46" fill="none" stroke="#fff" stroke-width="5"/>
    ${lettering("REX", { x: 730, y: 190, size: 96, ink })}${lettering("K9 OF THE QUARTER", { x: 733, y: 330, size: 28, ink: "#42614f" })}`;
}

/** A bicycle with its lights on, at dusk. */
export function bikeLights(): string {
  return `<defs><linearGradient id="s" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#22304f"/><stop offset="1" stop-color="#7d6a8c"/></linearGradient></defs>
    <rect width="1200" height="675" fill="url(#s)"/><rect y="540" width="1200" height="135" fill="#2a3340"/>
    <path d="M0 600H1200" stroke="#6b7683" stroke-width="6" stroke-dasharray="70 50"/>
    <path d="M742 318L1200 210V520Z" fill="#ffe9a3" fill-opacity=".55"/>
    <g fill="none" stroke="#e9eef3" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"><circle cx="390" cy="450" r="104"/><circle cx="720" cy="450" r="104"/>
    <path d="M390 450L470 290H650L545 450ZM545 450L455 262M425 258H492M720 450L640 262L700 240"/></g>
    <circle cx="545" cy="450" r="16" fill="#e9eef3"/><circle cx="738" cy="318" r="16" fill="#ffe9a3"/><circle cx="432" cy="330" r="15" fill="#ff5148"/><circle cx="432" cy="330" r="34" fill="#ff5148" fill-opacity=".3"/>
    ${lettering("BE SEEN", { x: 70, y: 70, size: 70, ink: "#fff" })}${lettering("FREE LIGHTS AT PIER 2", { x: 72, y: 176, size: 28, ink: "#ffe9a3" })}`;
}

/** What the child wore, drawn from the description: a yellow raincoat and green boots. */
export function raincoat(): string {
  return `<rect width="1200" height="675" fill="#e7eef4"/><rect width="1200" height="112" fill="#b3261e"/>
    ${lettering("MISSING CHILD", { x: 50, y: 36, size: 42, ink: "#fff" })}
    <path d="M330 220Q330 150 400 150T470 220L520 300V470H280V300Z" fill="#f4c430"/><path d="M352 224Q352 176 400 176T448 224Q430 262 400 262T352 224Z" fill="#d6a514"/>
    <path d="M290 310L216 420L250 446L304 380ZM510 310L584 420L550 446L496 380Z" fill="#f4c430"/><path d="M400 262V470" stroke="#d6a514" stroke-width="7"/>
    <g fill="#fff"><circle cx="420" cy="320" r="7"/><circle cx="420" cy="370" r="7"/><circle cx="420" cy="420" r="7"/></g>
    <path d="M318 470H386V590H296Q296 556 330 550ZM414 470H482V550Q516 556 516 590H414Z" fill="#2f7d4f"/>
    ${lettering("MIA", { x: 700, y: 190, size: 74, ink })}${lettering("9 YEARS OLD", { x: 702, y: 304, size: 34, ink })}
    ${lettering("YELLOW RAINCOAT", { x: 702, y: 374, size: 26, ink: "#5b6873" })}${lettering("GREEN BOOTS", { x: 702, y: 420, size: 26, ink: "#5b6873" })}
    ${lettering("CALL 911", { x: 702, y: 510, size: 44, ink: "#b3261e" })}`;
}

/** The mall's front with the sign on the ground. */
export function fallenSign(): string {
  const windows = Array.from(
    { length: 10 },
    (_one, n) => `<rect x="${110 + n * 100}" y="250" width="64" height="90" rx="4"/>`,
  ).join("");
  return `<rect width="1200" height="675" fill="#dbe6ef"/><rect x="60" y="150" width="1080" height="400" fill="#f4f1ea"/><rect x="60" y="150" width="1080" height="44" fill="#b9b2a3"/>
    <g fill="#9fbdd2">${windows}</g><path d="M500 550V390H700V550Z" fill="#7da3bd"/><path d="M600 390V550" stroke="#f4f1ea" stroke-width="8"/>
    <rect y="550" width="1200" height="125" fill="#c3c9cc"/><path d="M560 194V236M860 194V222" stroke="#6b6558" stroke-width="7"/>
    <g transform="rotate(-11 700 560)"><rect x="470" y="520" width="440" height="92" rx="8" fill="#8d3b2f"/>${lettering("EASTGATE", { x: 690, y: 545, size: 42, ink: "#fff", anchor: "middle" })}</g>
    ${lettering("A SIGN FELL. NO SHOOTING.", { x: 600, y: 60, size: 46, ink, anchor: "middle" })}`;
}

/** A telephone that rings. */
export function scamCall(): string {
  return `<rect width="1200" height="675" fill="#efe6f2"/><rect x="170" y="70" width="290" height="540" rx="40" fill="#2b2438"/><rect x="190" y="120" width="250" height="420" rx="10" fill="#fff"/>
    <circle cx="315" cy="250" r="58" fill="#d9cfe0"/><path d="M240 400a75 60 0 0 1 150 0z" fill="#d9cfe0"/>
    <circle cx="255" cy="480" r="32" fill="#b3261e"/><circle cx="375" cy="480" r="32" fill="#2e7d5b"/>
    <path d="M500 220q50 120 0 240M560 170q80 170 0 340" fill="none" stroke="#8a6ca0" stroke-width="16" stroke-linecap="round"/>
    ${lettering("HANG UP", { x: 690, y: 220, size: 74, ink })}${lettering("WE NEVER ASK", { x: 692, y: 340, size: 36, ink: "#5f4a70" })}${lettering("FOR GIFT CARDS", { x: 692, y: 400, size: 36, ink: "#5f4a70" })}`;
}

/** The department's mark: a shield with the river's bend. */
export function shield(): string {
  return `<path d="M256 20L470 96V262Q470 420 256 496Q42 420 42 262V96Z" fill="#17324d"/><path d="M256 52L440 118V262Q440 394 256 462Q72 394 72 262V118Z" fill="#f4f7fa"/>
    <path d="M80 300Q170 240 256 300T432 290Q420 390 256 450Q100 396 80 300Z" fill="#4f9bcb"/><path d="M96 260Q176 206 256 258T420 250" fill="none" stroke="#17324d" stroke-width="14"/>
    <path d="M256 92l16 38 41 3-31 27 10 40-36-22-36 22 10-40-31-27 41-3z" fill="#d9a521"/>`;
}
