import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";
import { cssVariables, dark, light } from "./palette.ts";

const accent: MantineColorsTuple = [
  "#e6f0fa",
  "#cfe2f5",
  "#9cc7f5",
  "#6fa9e3",
  "#4a8bcd",
  "#2f72b6",
  "#1d5f9f",
  "#0f4c8a",
  "#0b3b6d",
  "#082c52",
];
/** Blue-grey, for everything Mantine draws in grey. */
const gray: MantineColorsTuple = [
  "#f5f7f9",
  "#edf1f5",
  "#e2e8ee",
  "#d8dfe6",
  "#bcc7d2",
  "#94a2b2",
  "#76869a",
  "#435062",
  "#2b3846",
  "#17222e",
];
const darkGray: MantineColorsTuple = [
  "#e9eef3",
  "#d0d9e2",
  "#b6c2cf",
  "#8d9cad",
  "#728296",
  "#2d3a47",
  "#1f2a35",
  "#161f28",
  "#121a22",
  "#0f161d",
];

/** Public Sans, 12/14/16/20/28, 4-8-12-16-24-32, radius 6, motion within 150 ms. */
export const theme = createTheme({
  fontFamily: "'Public Sans Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'Roboto Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "1rem", lg: "1.25rem", xl: "1.75rem" },
  lineHeights: { xs: "1.35", sm: "1.45", md: "1.5", lg: "1.35", xl: "1.2" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px", xxl: "32px" },
  radius: { xs: "4px", sm: "6px", md: "6px", lg: "6px", xl: "6px" },
  defaultRadius: "sm",
  headings: {
    fontFamily: "'Public Sans Variable', system-ui, sans-serif",
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.2" },
      h2: { fontSize: "1.25rem", lineHeight: "1.35" },
      h3: { fontSize: "1rem", lineHeight: "1.5" },
    },
  },
  colors: { accent, gray, dark: darkGray },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 2 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
});

const mantineNames = {
  "--mantine-color-body": "var(--ob-surface)",
  "--mantine-color-text": "var(--ob-ink)",
  "--mantine-color-dimmed": "var(--ob-ink-quiet)",
  "--mantine-color-placeholder": "var(--ob-ink-quiet)",
  "--mantine-color-anchor": "var(--ob-accent)",
  "--mantine-color-error": "var(--ob-bad)",
  "--mantine-color-default": "var(--ob-surface)",
  "--mantine-color-default-hover": "var(--ob-sunken)",
  "--mantine-color-default-color": "var(--ob-ink)",
  "--mantine-color-default-border": "var(--ob-edge)",
  "--mantine-primary-color-filled": "var(--ob-accent)",
  "--mantine-primary-color-filled-hover": "var(--ob-accent-hover)",
  "--mantine-color-accent-filled": "var(--ob-accent)",
  "--mantine-color-accent-filled-hover": "var(--ob-accent-hover)",
  "--mantine-primary-color-contrast": "var(--ob-accent-ink)",
  "--mantine-color-accent-light": "var(--ob-accent-wash)",
  "--mantine-color-accent-light-color": "var(--ob-accent)",
};

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...cssVariables(light), ...mantineNames },
  dark: { ...cssVariables(dark), ...mantineNames },
});
