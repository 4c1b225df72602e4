import { IconPlus, IconSearch } from "@tabler/icons-react";
import { Link, useNavigate } from "react-router";
import css from "./TopBar.module.css";
import { FrameNotices, loudest } from "./FrameNotices.tsx";
import { MeMenu } from "./MeMenu.tsx";
import { slices } from "./slices.ts";
import { shellWords } from "./words.ts";
import { ActionMenu } from "#ui/ActionMenu.tsx";
import { Button } from "#ui/buttons.tsx";
import { Mark } from "#ui/Mark.tsx";
import { useMay, useSession } from "#ui/session.ts";
import { useLabel, useWords } from "#ui/words.ts";

interface TopBarProps {
  over: string | undefined;
  setOver: (over: "palette" | "help" | "new" | "me" | undefined) => void;
}

/** Agency, what stands still or is open, search, New, me. A hold or an incident colours the bar. */
export function TopBar({ over, setOver }: TopBarProps) {
  const t = useWords(shellWords);
  const { agency, notices } = useSession();
  return (
    <header className={css["bar"]} data-loud={loudest(notices)}>
      <Link to="/" className={css["brand"]}>
        <Mark />
        <span className={css["agency"]}>
          <span className={css["long"]}>{agency.name}</span>
          <span className={css["short"]}>{agency.shortName}</span>
        </span>
        {agency.demo && (
          <span className={css["demo"]} title={t("demoAbout")}>
            {t("demo")}
          </span>
        )}
      </Link>
      <FrameNotices notices={notices} />
      <button
        type="button"
        className={css["search"]}
        aria-label={t("search")}
        onClick={() => setOver("palette")}
      >
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <span>{t("search")}</span>
        <kbd aria-hidden>/</kbd>
      </button>
      <NewMenu open={over === "new"} onOpen={(open) => setOver(open ? "new" : undefined)} />
      <MeMenu
        open={over === "me"}
        onOpen={(open) => setOver(open ? "me" : undefined)}
        onHelp={() => setOver("help")}
      />
    </header>
  );
}

function NewMenu({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const t = useWords(shellWords);
  const label = useLabel();
  const may = useMay();
  const navigate = useNavigate();
  const makes = slices
    .flatMap(({ commands }) => commands ?? [])
    .filter(({ isNew, may: verb }) => isNew === true && may(verb));
  if (makes.length === 0) return null;
  return (
    <ActionMenu
      open={open}
      onOpen={onOpen}
      items={makes.map((command) => ({
        id: command.id,
        label: label(command.label),
        ...(command.icon ? { icon: command.icon } : {}),
        onChoose: () => (command.to === undefined ? command.run?.() : void navigate(command.to)),
      }))}
    >
      {(button) => (
        <span className={css["new"]}>
          <Button look="primary" icon={IconPlus} {...button}>
            <span className={css["newWord"]}>{t("new")}</span>
          </Button>
        </span>
      )}
    </ActionMenu>
  );
}
