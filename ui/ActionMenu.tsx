import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import css from "./ActionMenu.module.css";
import type { Icon } from "./registration.ts";

export interface MenuItem {
  id: string;
  label: string;
  icon?: Icon;
  onChoose: () => void;
  /** Why it cannot be chosen now. */
  disabledReason?: string | undefined;
  /** A line above it. */
  apart?: boolean;
  /** The key that does the same. */
  keys?: string;
}

interface ActionMenuProps {
  items: readonly MenuItem[];
  /** Above the items: who, what. */
  head?: ReactNode;
  open: boolean;
  onOpen: (open: boolean) => void;
  /** Spread on the button: `{(button) => <Button {...button}>…</Button>}`. */
  children: (button: MenuButtonProps) => ReactNode;
}

export interface MenuButtonProps {
  "aria-haspopup": "menu";
  "aria-expanded": boolean;
  "aria-controls": string;
  onClick: () => void;
}

/** A menu under its button, by the keyboard pattern of the ARIA guide. */
export function ActionMenu({ items, head, open, onOpen, children }: ActionMenuProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [told, setTold] = useState<string>();
  useEffect(() => {
    if (!open) return undefined;
    itemsIn(box.current)[0]?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onOpen(false);
    };
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open, onOpen]);

  function close(): void {
    onOpen(false);
    box.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  }
  function onKey(event: KeyboardEvent): void {
    const all = itemsIn(box.current);
    const at = all.findIndex((item) => item === document.activeElement);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1 + all.length,
      Home: 0,
      End: all.length - 1,
    };
    const next = moves[event.key];
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (next !== undefined) all[next % all.length]?.focus();
    else return;
    if (event.key !== "Tab") event.preventDefault();
  }
  return (
    <div ref={box} className={css["box"]}>
      {children({
        "aria-haspopup": "menu",
        "aria-expanded": open,
        "aria-controls": id,
        onClick: () => onOpen(!open),
      })}
      {open && (
        <div className={css["sheet"]}>
          {head !== undefined && <div className={css["head"]}>{head}</div>}
          <div id={id} role="menu" tabIndex={-1} className={css["menu"]} onKeyDown={onKey}>
            {items.map(({ id: item, label, icon: Icon, onChoose, disabledReason, apart, keys }) => (
              <button
                key={item}
                type="button"
                role="menuitem"
                tabIndex={-1}
                className={css["item"]}
                data-apart={apart || undefined}
                aria-disabled={disabledReason !== undefined}
                onClick={() => {
                  if (disabledReason !== undefined) return setTold(item);
                  close();
                  onChoose();
                }}
              >
                {Icon && <Icon size={18} stroke={1.75} aria-hidden />}
                <span className={css["label"]}>
                  {label}
                  {disabledReason !== undefined && (
                    <small role={told === item ? "alert" : undefined}>{disabledReason}</small>
                  )}
                </span>
                {keys !== undefined && <kbd>{keys}</kbd>}
              </button>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

function itemsIn(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}
