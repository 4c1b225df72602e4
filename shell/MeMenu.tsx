import { IconKeyboard, IconLock, IconLogout, IconUser } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import css from "./MeMenu.module.css";
import { shellWords } from "./words.ts";
import { ActionMenu } from "#ui/ActionMenu.tsx";
import { useGate } from "#ui/session-gate.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.ts";

interface MeMenuProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  onHelp: () => void;
}

export function MeMenu({ open, onOpen, onHelp }: MeMenuProps) {
  const t = useWords(shellWords);
  const { person } = useSession();
  const { lock, leave } = useGate();
  const navigate = useNavigate();
  return (
    <ActionMenu
      open={open}
      onOpen={onOpen}
      head={
        <span className={css["who"]}>
          <strong>{person.name}</strong>
          <span>{person.title || person.email}</span>
        </span>
      }
      items={[
        {
          id: "account",
          label: t("account"),
          icon: IconUser,
          onChoose: () => void navigate("/account"),
        },
        { id: "help", label: t("shortcuts"), icon: IconKeyboard, keys: "?", onChoose: onHelp },
        { id: "lock", label: t("lock"), icon: IconLock, apart: true, onChoose: lock },
        { id: "leave", label: t("signOut"), icon: IconLogout, onChoose: () => void leave() },
      ]}
    >
      {(button) => (
        <button type="button" className={css["me"]} {...button}>
          <span aria-hidden>{initials(person.name)}</span>
          <span className="ob-hidden">{t("me", { name: person.name })}</span>
        </button>
      )}
    </ActionMenu>
  );
}

/** "Chief Marisol Vega" is MV: ranks end in a point or are one of the trade's. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => !/^(Chief|Sheriff|.+\.)$/.test(word));
  return [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => word?.[0] ?? "").join("");
}
