import css from "./ShortcutHelp.module.css";
import { Dialog } from "./Dialog.tsx";
import { activeShortcuts, type Shortcut } from "./shortcuts.ts";
import { kit } from "./words/kit.ts";
import { useLabel, useWords } from "./words.ts";

/** All keys that work now: those of the page first. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const t = useWords(kit);
  const all = activeShortcuts();
  const here = all.filter(({ everywhere }) => !everywhere);
  return (
    <Dialog open title={t("shortcuts")} onClose={onClose}>
      {here.length > 0 && <Keys heading={t("shortcutsHere")} shortcuts={here} />}
      <Keys
        heading={t("shortcutsEverywhere")}
        shortcuts={all.filter(({ everywhere }) => everywhere)}
      />
    </Dialog>
  );
}

function Keys({ heading, shortcuts }: { heading: string; shortcuts: readonly Shortcut[] }) {
  const label = useLabel();
  return (
    <section className={css["group"]}>
      <h3>{heading}</h3>
      <dl>
        {shortcuts.map((shortcut) => (
          <div key={shortcut.keys}>
            <dt>{label(shortcut.label)}</dt>
            <dd>
              <kbd>{spoken(shortcut.keys)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function spoken(keys: string): string {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return keys
    .replace("mod+", isMac ? "⌘ " : "Ctrl ")
    .replace("alt+", "Alt ")
    .replace(/ ([a-z])$/, (found) => found.toUpperCase());
}
