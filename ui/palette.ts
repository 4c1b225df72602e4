/**
 * Every colour of the console, once for light and once for dark. Text pairs hold 7:1 (WCAG 1.4.6);
 * `palette.test.ts` computes it. Red means life safety or failure, amber "needs a person", green
 * "proven": no other use (look of the house, states are icon + word + colour).
 */
export interface Palette {
  /** What everything lies on. */
  canvas: string;
  /** The page itself, inputs, menus. */
  surface: string;
  /** Hovered rows, code, quiet blocks. */
  sunken: string;
  line: string;
  /** Borders that bound a control: 3:1 against the surface (WCAG 1.4.11). */
  edge: string;
  ink: string;
  inkQuiet: string;
  accent: string;
  accentHover: string;
  accentInk: string;
  accentWash: string;
  bad: string;
  badWash: string;
  badSolid: string;
  badSolidInk: string;
  wait: string;
  waitWash: string;
  waitSolid: string;
  waitSolidInk: string;
  good: string;
  goodWash: string;
  info: string;
  infoWash: string;
  /** The dark panel of the sign-in page and of the lock screen. */
  night: string;
  nightInk: string;
  nightQuiet: string;
}

export const light: Palette = {
  canvas: "#f5f7f9",
  surface: "#ffffff",
  sunken: "#edf1f5",
  line: "#d8dfe6",
  edge: "#76869a",
  ink: "#17222e",
  inkQuiet: "#435062",
  accent: "#0f4c8a",
  accentHover: "#0b3b6d",
  accentInk: "#ffffff",
  accentWash: "#e6f0fa",
  bad: "#8f1016",
  badWash: "#fdecec",
  badSolid: "#9c1a1f",
  badSolidInk: "#ffffff",
  wait: "#654000",
  waitWash: "#fff3d9",
  waitSolid: "#ffc552",
  waitSolidInk: "#17222e",
  good: "#14532d",
  goodWash: "#e5f5ea",
  info: "#0f4c8a",
  infoWash: "#e6f0fa",
  night: "#15222f",
  nightInk: "#f2f6fa",
  nightQuiet: "#b9c7d6",
};

export const dark: Palette = {
  canvas: "#0f161d",
  surface: "#161f28",
  sunken: "#1f2a35",
  line: "#2d3a47",
  edge: "#728296",
  ink: "#e9eef3",
  inkQuiet: "#b6c2cf",
  accent: "#9cc7f5",
  accentHover: "#bcdaf9",
  accentInk: "#0c1a28",
  accentWash: "#1a3148",
  bad: "#ffb4ae",
  badWash: "#40191b",
  badSolid: "#ff9c95",
  badSolidInk: "#2a0709",
  wait: "#ffd17a",
  waitWash: "#3a2b0d",
  waitSolid: "#e9b04a",
  waitSolidInk: "#17120a",
  good: "#9adbb0",
  goodWash: "#15331f",
  info: "#9cc7f5",
  infoWash: "#1a3148",
  night: "#0a1016",
  nightInk: "#e9eef3",
  nightQuiet: "#b6c2cf",
};

/** CSS custom properties of a palette: `--ob-ink-quiet` and so on. */
export function cssVariables(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([name, value]) => [
      `--ob-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      value,
    ]),
  );
}

/** Contrast of two colours as WCAG 2.2 defines it, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
