import { IconDeviceFloppy, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { ObjectiveEditor } from "./ObjectiveEditor.tsx";
import css from "./Strategy.module.css";
import {
  strategyApi,
  useChannelChoices,
  useStrategyChanged,
  useStrategyVersions,
  type Objective,
  type StrategyContent,
} from "./strategy-api.ts";
import { moved, replaced } from "./use-draft.ts";
import { strategyWords } from "./words/strategy.ts";
import { Button } from "#ui/buttons.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { SkeletonPage } from "#ui/skeletons.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** `/strategy/edit`: the draft of the next version. */
export function StrategyEditor() {
  const t = useWords(strategyWords);
  const { data, error } = useStrategyVersions();
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <SkeletonPage />;
  const draft = data.versions.find((one) => one.inForceFrom === null);
  if (!draft)
    return (
      <>
        <PageHeader title={t("noDraft")} up={{ to: "/strategy", label: t("back") }} />
        <EmptyState picture="paper" sentence={t("noDraftAbout")} />
      </>
    );
  const { version, madeAt: _madeAt, inForceFrom: _inForceFrom, ...content } = draft;
  return <Editor key={version} version={version} given={content} />;
}

function Editor({ version, given }: { version: number; given: StrategyContent }) {
  const t = useWords(strategyWords);
  const navigate = useNavigate();
  const changed = useStrategyChanged();
  const { busy, error, act } = useAct();
  const [content, setContent] = useState(given);
  const change = (part: Partial<StrategyContent>) => setContent({ ...content, ...part });
  const { objectives } = content;
  const sum = objectives.reduce((total, { share }) => total + (share ?? 0), 0);
  const save = () =>
    act(async () => {
      await strategyApi.change(version, content);
      await changed();
      toast(t("saved"));
      await navigate("/strategy");
    });
  return (
    <>
      <PageHeader
        title={t("draftTitle", { version })}
        up={{ to: "/strategy", label: t("back") }}
        about={t("draftAbout")}
        actions={
          <Button look="primary" icon={IconDeviceFloppy} loading={busy} onClick={() => void save()}>
            {t("save")}
          </Button>
        }
      />
      <Stack gap={24}>
        <ErrorNotice error={error} />
        <div className={css["pair"]}>
          <TextField
            label={t("name")}
            maxLength={200}
            value={content.title}
            onChange={(title) => change({ title })}
          />
          <TextField
            label={t("quietField")}
            inputMode="numeric"
            maxLength={2}
            value={String(content.quietDays)}
            onChange={(text) => change({ quietDays: Math.min(60, Math.max(1, Number(text) || 1)) })}
          />
        </div>
        <p>
          <Quiet>{t("sum", { sum })}</Quiet>
        </p>
        <ol className={css["objectives"]}>
          {objectives.map((one, at) => (
            // The place is the identity here: keys and names are what is being edited.
            <li key={at}>
              <ObjectiveEditor
                objective={one}
                isFirst={at === 0}
                onChange={(next) => change({ objectives: replaced(objectives, at, next) })}
                onUp={() => change({ objectives: moved(objectives, at, -1) })}
              />
            </li>
          ))}
        </ol>
        <div>
          <Button
            icon={IconPlus}
            onClick={() => change({ objectives: [...objectives, fresh(t("newName"))] })}
          >
            {t("add")}
          </Button>
        </div>
        <CadenceEditor content={content} change={change} />
      </Stack>
    </>
  );
}

function fresh(name: string): Objective {
  return {
    key: "own",
    kind: "inform",
    name: { en: name, es: name },
    why: { en: "", es: "" },
    share: null,
    perWeek: null,
    channels: [],
    beats: [],
  };
}

interface CadenceProps {
  content: StrategyContent;
  change: (part: Partial<StrategyContent>) => void;
}

function CadenceEditor({ content, change }: CadenceProps) {
  const t = useWords(strategyWords);
  const channels = useChannelChoices();
  const set = (channel: string, text: string) => {
    const rest = content.cadence.filter((one) => one.channel !== channel);
    const perWeek = Number(text);
    change({ cadence: perWeek > 0 ? [...rest, { channel, perWeek }] : rest });
  };
  return (
    <Panel title={t("cadence")}>
      <p>
        <Quiet>
          {t("cadenceAbout")} {t("emptyIsNone")}
        </Quiet>
      </p>
      <div className={css["pair"]}>
        {channels.map(({ id, name }) => (
          <TextField
            key={id}
            label={name}
            optional
            inputMode="decimal"
            maxLength={5}
            value={String(content.cadence.find(({ channel }) => channel === id)?.perWeek ?? "")}
            onChange={(text) => set(id, text)}
          />
        ))}
      </div>
    </Panel>
  );
}
