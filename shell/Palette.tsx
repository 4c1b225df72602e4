import "@mantine/core/styles/UnstyledButton.layer.css";
import "@mantine/core/styles/Input.layer.css";
import "@mantine/core/styles/ScrollArea.layer.css";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/Paper.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/spotlight/styles.layer.css";
import "./palette.css";
import { createSpotlight, Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconArrowRight, IconBolt, IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { railFor } from "./navigation.ts";
import { slices } from "./slices.ts";
import { shellWords } from "./words.ts";
import { useGate } from "#ui/session-gate.ts";
import { useMay } from "#ui/session.ts";
import { languages, useLabel, useWords } from "#ui/words.ts";

const [store, spotlight] = createSpotlight();

interface PaletteProps {
  onClose: () => void;
  onHelp: () => void;
}

/**
 * Search and commands in one box: pages, what can be made or done, and the places that can be
 * searched.
 */
export function Palette({ onClose, onHelp }: PaletteProps) {
  const t = useWords(shellWords);
  const [query, setQuery] = useState("");
  const groups = useGroups(query.trim(), onHelp);
  useEffect(() => {
    spotlight.open();
  }, []);
  return (
    <Spotlight
      store={store}
      actions={groups}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      nothingFound={t("searchNothing")}
      highlightQuery
      scrollable
      maxHeight={420}
      attributes={{ content: { "aria-label": t("search") } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
      transitionProps={{ duration: 100 }}
      searchProps={{
        leftSection: <IconSearch size={20} stroke={1.75} />,
        placeholder: t("search"),
        "aria-label": t("search"),
      }}
    />
  );
}

function useGroups(query: string, onHelp: () => void): SpotlightActionGroupData[] {
  const t = useWords(shellWords);
  const label = useLabel();
  const may = useMay();
  const navigate = useNavigate();
  const { lock, leave } = useGate();
  const pages = railFor(may).flatMap((section) =>
    section.entries.map((entry) => ({
      id: `page ${entry.to}`,
      label: label(entry.label),
      ...(section.entries.length > 1 ? { description: label(section.label) } : {}),
      keywords: languages.map((language) => entry.label[language]),
      leftSection: <IconArrowRight size={18} stroke={1.75} />,
      onClick: () => void navigate(entry.to),
    })),
  );
  const commands = slices
    .flatMap((slice) => slice.commands ?? [])
    .filter((command) => may(command.may))
    .map((command) => {
      const Icon = command.icon ?? IconBolt;
      return {
        id: command.id,
        label: label(command.label),
        keywords: [command.keywords ?? "", ...languages.map((language) => command.label[language])],
        leftSection: <Icon size={18} stroke={1.75} />,
        onClick: () => (command.to === undefined ? command.run?.() : void navigate(command.to)),
      };
    });
  const own = [
    { id: "help", label: t("shortcuts"), onClick: onHelp },
    { id: "lock", label: t("lock"), onClick: lock },
    { id: "leave", label: t("signOut"), onClick: () => void leave() },
  ].map((command) => ({ ...command, leftSection: <IconBolt size={18} stroke={1.75} /> }));
  const searches =
    query === ""
      ? []
      : slices
          .flatMap((slice) => slice.search ?? [])
          .filter((place) => may(place.may))
          .map((place) => ({
            id: `search ${place.id}`,
            label: t("searchIn", { place: label(place.label), query }),
            keywords: [query],
            leftSection: <IconSearch size={18} stroke={1.75} />,
            onClick: () => void navigate(place.to(query)),
          }));
  return [
    { group: t("groupSearch"), actions: searches },
    { group: t("groupPages"), actions: pages },
    { group: t("groupCommands"), actions: [...commands, ...own] },
  ].filter(({ actions }) => actions.length > 0);
}
