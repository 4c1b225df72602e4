import react from "@vitejs/plugin-react";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const root = fileURLToPath(new URL("../shell", import.meta.url));
const worker = fileURLToPath(new URL("../src/devices/web/notices-worker.ts", import.meta.url));
const outDir = fileURLToPath(new URL("../dist/console", import.meta.url));

/** Compressed as far as it goes, once and not at every start: a tenth less on the way. */
const squeezed: Plugin = {
  name: "squeezed",
  closeBundle() {
    for (const name of readdirSync(join(outDir, "assets"))) {
      const path = join(outDir, "assets", name);
      if (/\.(js|css|svg|json)$/.test(name))
        writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
    }
  },
};

/** Icons that many pages draw: a file each would be a request each. */
const icons =
  "AlertTriangle|ArrowBackUp|ShieldCheck|Check|Circle|CircleCheck|Clock|Copy|HandStop|HourglassLow|InfoCircle|Lock|PencilPlus|Plus|Refresh|Search|Send|Trash|X";

/** What nearly every page is made of; the parts of Mantine under it come along. */
const kit =
  "KitProvider|buttons|layout|ErrorNotice|EmptyState|StateBadge|TimeAgo|PageHeader|skeletons|DisabledReason|ConfirmButton|Mark|Notice|api|time|session|session-gate|page-title|problem|clock|activity|shortcuts|density|toast|focus|words|words/kit";

/**
 * Which files travel together, so that the first page is a dozen requests and not fifty. A group
 * takes along what only it needs; higher priorities choose first.
 */
const groups = [
  {
    name: "base",
    priority: 5,
    // Not what asks several things at once, or page after page: a few pages do.
    test: /rolldown[\\/]runtime|node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack)[\\/](?!.*(infiniteQ|InfiniteQ|queriesO|useQueries))/,
  },
  {
    name: "kit",
    priority: 4,
    test: new RegExp(
      `/ui/(${kit})\\.tsx?$|/agency/web/api\\.ts$|/shell/(slices|routes|words|Blank|Broken|ErrorBoundary)\\.tsx?$|/web/index\\.ts$|/@tabler/.*/Icon(${icons})\\.mjs$`,
    ),
  },
  { name: "fields", priority: 3, test: /[\\/]ui[\\/](fields|PasswordField|choices)\.tsx$/ },
  {
    name: "entry",
    priority: 2,
    test: /[\\/]agency[\\/]web[\\/](SignInPage|SecondFactor|EntryFrame|EntryNotice|Consent|PasskeyButton|passkeys|words[\\/]sign-in)\b/,
  },
  // The frame of every page, with the cards of Today: none of them holds a form field. The card of alarms is fetched
  // when there is one; budgets and channels stand on their own pages.
  {
    name: "frame",
    priority: 1,
    test: /[\\/]web[\\/](?!AlarmsCard|BudgetCard|ChannelCard)\w+Card\.tsx$|[\\/]shell[\\/](Frame|FramedPages|TodayPage)\.tsx$/,
  },
];

/**
 * The console, served by the API's own server under /console/. Nothing is inlined: the policy of
 * the page (script-src 'self') lets no inline script in, and style sheets come as files.
 */
export default defineConfig({
  root,
  base: "/console/",
  plugins: [react(), squeezed],
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
      // The worker imports nothing and has an address that stays: browsers look there for a newer one.
      input: { index: `${root}/index.html`, "notices-worker": worker },
      output: {
        entryFileNames: ({ name }) =>
          name === "notices-worker" ? "[name].js" : "assets/[name]-[hash].js",
        codeSplitting: {
          groups,
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": { target: "http://127.0.0.1:8080", changeOrigin: false } },
  },
});
