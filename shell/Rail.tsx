import { useEffect, useRef } from "react";
import { useLocation } from "react-router";
import css from "./Rail.module.css";
import { entryAt, type FilledSection } from "./navigation.ts";
import { NavLinks } from "./NavLinks.tsx";
import { shellWords } from "./words.ts";
import { useWords } from "#ui/words.ts";

/** The left rail; the section where the person is shows its pages, scrolled to the one that is open. */
export function Rail({ sections }: { sections: readonly FilledSection[] }) {
  const t = useWords(shellWords);
  const here = entryAt(useLocation().pathname);
  const rail = useRef<HTMLElement>(null);
  useEffect(() => {
    if (here) rail.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <nav ref={rail} className={css["rail"]} aria-label={t("main")}>
      <NavLinks sections={sections} openSection={here?.section} />
    </nav>
  );
}
