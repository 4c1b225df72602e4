import { lazy, Suspense, useCallback, useState } from "react";
import { useLocation } from "react-router";
import css from "./Frame.module.css";
import { BottomBar } from "./BottomBar.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { FramedPages } from "./FramedPages.tsx";
import { railFor } from "./navigation.ts";
import { Rail } from "./Rail.tsx";
import { SessionEnds } from "./SessionEnds.tsx";
import { TopBar } from "./TopBar.tsx";
import { shellWords } from "./words.ts";
import { useMay } from "#ui/session.ts";
import { useShortcuts } from "#ui/shortcuts.ts";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { Toasts } from "#ui/Toasts.tsx";
import { useWords } from "#ui/words.ts";

const Palette = lazy(() => import("./Palette.tsx").then((m) => ({ default: m.Palette })));
const ShortcutHelp = lazy(() =>
  import("#ui/ShortcutHelp.tsx").then((m) => ({ default: m.ShortcutHelp })),
);

type Over = "palette" | "help" | "new" | "me" | undefined;

/** The frame of every page behind the sign-in: rail, top bar, page; palette and help on demand. */
export function Frame() {
  const t = useWords(shellWords);
  const { pathname } = useLocation();
  const rail = railFor(useMay());
  const [over, setOver] = useState<Over>();
  const close = useCallback(() => setOver(undefined), []);
  useShortcuts([
    {
      keys: "/",
      label: { en: "Search", es: "Buscar" },
      run: () => setOver("palette"),
      everywhere: true,
    },
    {
      keys: "mod+k",
      label: { en: "Command palette", es: "Paleta de órdenes" },
      run: () => setOver("palette"),
      whileTyping: true,
      everywhere: true,
    },
    { keys: "n", label: { en: "New…", es: "Nuevo…" }, run: () => setOver("new"), everywhere: true },
    {
      keys: "?",
      label: { en: "All shortcuts", es: "Todos los atajos" },
      run: () => setOver("help"),
      everywhere: true,
    },
  ]);
  return (
    <div className={css["frame"]}>
      <a className={css["skip"]} href="#page">
        {t("skip")}
      </a>
      <TopBar over={over} setOver={setOver} />
      <Rail sections={rail} />
      <main id="page" className={css["page"]} tabIndex={-1}>
        <SessionEnds />
        <ErrorBoundary key={pathname}>
          <Suspense fallback={<SkeletonPage />}>
            <FramedPages />
          </Suspense>
        </ErrorBoundary>
      </main>
      <BottomBar sections={rail} />
      <Suspense>
        {over === "palette" && <Palette onClose={close} onHelp={() => setOver("help")} />}
        {over === "help" && <ShortcutHelp onClose={close} />}
      </Suspense>
      <Toasts />
    </div>
  );
}
