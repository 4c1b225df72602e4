import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL("../shell", import.meta.url));
const outDir = fileURLToPath(new URL("../dist/console", import.meta.url));

const everywhere =
  /[\\/]ui[\\/](KitProvider|buttons|fields|PasswordField|choices|layout|Notice|ErrorNotice|EmptyState|StateBadge|TimeAgo|PageHeader|skeletons|DisabledReason|ConfirmButton|Mark|LanguageSwitch|api|time|session|session-gate|page-title|problem|clock|activity|shortcuts|density|words|words[\\/]kit)\.tsx?$/;

const beforeSignIn =
  /[\\/]agency[\\/]web[\\/](SignInPage|SecondFactor|EntryFrame|EntryNotice|Consent|PasskeyButton|passkeys|use-act|words[\\/]sign-in)\b/;

/**
 * The console, served by the API's own server under /console/. Nothing is inlined: the policy of the
 * page (script-src 'self') lets no inline script in, and style sheets come as files.
 */
export default defineConfig({
  root,
  base: "/console/",
  plugins: [react()],
  cacheDir: fileURLToPath(new URL("../node_modules/.vite", import.meta.url)),
  build: {
    outDir,
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            {
              name: "base",
              priority: 3,
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|i18next)[\\/]/,
            },
            // What nearly every page is made of, with the parts of Mantine under it: one file, not thirty.
            { name: "kit", priority: 2, test: everywhere },
            { name: "entry", priority: 1, test: beforeSignIn },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: false } },
  },
});
