import { IconX } from "@tabler/icons-react";
import { useEffect, useRef, type ReactNode } from "react";
import { LinkButton, IconButton } from "./buttons.tsx";
import css from "./Drawer.module.css";
import { kit } from "./words/kit.ts";
import { useWords } from "./words.ts";

interface DrawerProps {
  title: string;
  /** The full page of what is shown. */
  page?: string;
  onClose: () => void;
  children: ReactNode;
}

/**

 * Details beside the list, not over it: the list stays usable, `j` and `k` go on. Escape closes it

 * and gives the focus back.

 */
export function Drawer({ title, page, onClose, children }: DrawerProps) {
  const t = useWords(kit);
  const heading = useRef<HTMLHeadingElement>(null);
  const closing = useRef(onClose);
  useEffect(() => {
    closing.current = onClose;
  });
  useEffect(() => {
    const before = document.activeElement;
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key === "Escape" &&
        !event.defaultPrevented &&
        !document.querySelector("[role=dialog]")
      )
        closing.current();
    };
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    // Under a thumb the drawer covers the list, so each thing it shows takes the focus.
    if (title !== "" && matchMedia("(max-width: 820px)").matches) heading.current?.focus();
  }, [title]);
  return (
    <aside className={css["drawer"]} aria-label={title}>
      <header className={css["head"]}>
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton label={t("close")} icon={IconX} onClick={onClose} />
      </header>
      <div className={css["body"]} aria-live="polite">
        {children}
      </div>
      {page !== undefined && (
        <footer className={css["foot"]}>
          <LinkButton to={page} wide>
            {t("openPage")}
          </LinkButton>
        </footer>
      )}
    </aside>
  );
}
