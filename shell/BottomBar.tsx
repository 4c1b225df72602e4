import { IconMenu2, IconX } from "@tabler/icons-react";
import { useRef } from "react";
import { Link, useLocation } from "react-router";
import css from "./BottomBar.module.css";
import { entryAt, type FilledSection } from "./navigation.ts";
import { NavLinks } from "./NavLinks.tsx";
import { shellWords } from "./words.ts";
import { IconButton } from "#ui/buttons.tsx";
import { useLabel, useWords } from "#ui/words.ts";

const shown = 4;
/** Under the thumb of whoever stands at a scene: before everything else. */
const firstSection = "alerts";

/** The rail of a phone: four places under the thumb, and the rest behind More. */
export function BottomBar({ sections }: { sections: readonly FilledSection[] }) {
  const t = useWords(shellWords);
  const label = useLabel();
  const sheet = useRef<HTMLDialogElement>(null);
  const here = entryAt(useLocation().pathname);
  const close = () => sheet.current?.close();
  return (
    <nav className={css["bar"]} aria-label={t("main")}>
      {[...sections]
        .sort((a, b) => Number(b.id === firstSection) - Number(a.id === firstSection))
        .slice(0, shown)
        .map((section) => (
          <Link
            key={section.id}
            to={section.entries[0]?.to ?? "/"}
            className={css["place"]}
            aria-current={here?.section === section.id ? "page" : undefined}
          >
            <section.icon size={22} stroke={1.75} aria-hidden />
            {label(section.label)}
          </Link>
        ))}
      <button
        type="button"
        className={css["place"]}
        aria-haspopup="dialog"
        onClick={() => sheet.current?.showModal()}
      >
        <IconMenu2 size={22} stroke={1.75} aria-hidden />
        {t("more")}
      </button>
      <dialog ref={sheet} className={css["sheet"]} aria-label={t("main")}>
        <div className={css["close"]}>
          <IconButton label={t("closeMenu")} icon={IconX} onClick={close} />
        </div>
        <NavLinks sections={sections} openSection="all" onGo={close} />
      </dialog>
    </nav>
  );
}
