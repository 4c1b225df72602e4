import * as maps from "./map-scenes.ts";
import * as scenes from "./scenes.ts";

/** The pictures of Riverside, drawn by code: what they show, and how they are told to who cannot see them. */
export const pictures = {
  millStClosed: {
    draw: maps.millStClosed,
    alt: "Map: Mill St is closed between 3rd and 5th Ave. An arrow shows the way around along River Rd.",
  },
  millStOpen: {
    draw: maps.millStOpen,
    alt: "Map: an arrow runs along Mill St past 3rd and 5th Ave. The street is open.",
  },
  fallsPkwy: {
    draw: maps.fallsPkwyOneLane,
    alt: "Map: gravel lies on one lane of Falls Pkwy near Orchard Way. An arrow shows the open lane.",
  },
  breakIns: {
    draw: maps.breakIns,
    alt: "Map of River Rd with nine marks where cars were broken into in seven days, most near the trailheads.",
  },
  evacuation: {
    draw: () => maps.evacuation(false),
    alt: "Map: leave Northside Farms west of Orchard Way now. An arrow leads east along Falls Pkwy to the shelter at Riverside High.",
  },
  evacuationLifted: {
    draw: () => maps.evacuation(true),
    alt: "Map of Northside Farms west of Orchard Way, marked green: you may go home.",
  },
  gasSmell: {
    draw: maps.gasSmell,
    alt: "Map: a circle of one block around Mill St and 5th Ave, marked: stay away.",
  },
  coffee: {
    draw: scenes.coffee,
    alt: "A cup of coffee with a badge on it. Coffee with a cop, Old Town library, 8 to 10 a.m.",
  },
  dog: { draw: scenes.dog, alt: "Rex, a brown police dog, sits beside his tennis ball." },
  bikeLights: {
    draw: scenes.bikeLights,
    alt: "A bicycle at dusk with a bright front light and a red rear light. Free lights at Pier 2.",
  },
  raincoat: {
    draw: scenes.raincoat,
    alt: "Drawing of what Mia, 9, wore: a yellow raincoat with a hood, and green boots. Call 911.",
  },
  fallenSign: {
    draw: scenes.fallenSign,
    alt: "Drawing of Eastgate Mall with its hanging sign on the ground. A sign fell. No shooting.",
  },
  scamCall: {
    draw: scenes.scamCall,
    alt: "A telephone rings. Hang up: we never ask for gift cards.",
  },
} as const;

export type PictureName = keyof typeof pictures;

/** Draws a picture as PNG, 1200 × 675 pixels. */
export async function drawn(name: PictureName): Promise<Buffer> {
  return png(1_200, 675, pictures[name].draw());
}

/** The department's mark as PNG, in base64: as the settings page sends it. */
export async function drawnLogo(): Promise<string> {
  return (await png(512, 512, scenes.shield())).toString("base64");
}

async function png(width: number, height: number, body: string): Promise<Buffer> {
  const { default: sharp } = await import("sharp");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${body}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}
