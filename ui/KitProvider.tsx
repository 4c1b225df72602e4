import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/global.layer.css";
import "./fonts.css";
import "./base.css";
import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { resolveVariables, theme } from "./theme.ts";

/**

 * The look of the console around everything. The server writes a fresh nonce into the page for the

 * one style element Mantine makes (its variables); react-style-singleton (scroll locks) reads the

 * global.

 */
export function KitProvider({ children }: { children: ReactNode }) {
  const nonce = styleNonce();
  Object.assign(globalThis, { __webpack_nonce__: nonce });
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolveVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      deduplicateCssVariables={false}
      deduplicateInlineStyles
    >
      {children}
    </MantineProvider>
  );
}

function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";
}
