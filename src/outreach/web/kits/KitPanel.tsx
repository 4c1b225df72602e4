import { useState } from "react";
import css from "../Outreach.module.css";
import { kitsApi, useKit, useKitsChanged, type KitOf, type KitWords } from "./api.ts";
import { kitPanelWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface KitPanelProps {
  of: KitOf;
  id: string;
  /** What it is called where nobody has said otherwise. */
  name: string;
}

const meanings = { asked: "wait", open: "info", closed: "neutral" } as const;

/** What partners may share: asked for by one person, opened by a second. */
export function KitPanel({ of, id, name }: KitPanelProps) {
  const t = useWords(kitPanelWords);
  const may = useMay();
  const { data } = useKit(of, id);
  const [isWriting, setWriting] = useState(false);
  const kit = data?.kit ?? null;
  if (!data) return null;
  return (
    <Panel
      title={t("title")}
      aside={kit && <StateBadge meaning={meanings[kit.state]} label={t(kit.state)} />}
    >
      <Stack gap={16}>
        <Quiet>{kit ? kit.title : t("about")}</Quiet>
        {kit?.intro && <p className={css["breaks"]}>{kit.intro}</p>}
        {kit?.state === "open" && (
          <Row apart>
            <a href={`/kits/${kit.code}`} target="_blank" rel="noreferrer">
              {t("page")}
            </a>
            <Quiet small>{t("downloads", { count: data.downloads })}</Quiet>
          </Row>
        )}
        {isWriting && (
          <KitForm
            of={of}
            id={id}
            given={kit ?? { ...none, title: name }}
            onDone={() => setWriting(false)}
          />
        )}
        {!isWriting && (
          <Row end>
            {kit?.state === "open" && may("kit.close") && <CloseButton id={kit.id} />}
            {may("kit.ask") && (
              <Button onClick={() => setWriting(true)}>{t(kit ? "askAgain" : "ask")}</Button>
            )}
            {kit?.state === "asked" && may("kit.open") && (
              <OpenButton id={kit.id} hash={kit.hash} />
            )}
          </Row>
        )}
      </Stack>
    </Panel>
  );
}

const none: KitWords = { title: "", titleEs: "", intro: "", introEs: "" };

function OpenButton({ id, hash }: { id: string; hash: string }) {
  const t = useWords(kitPanelWords);
  const changed = useKitsChanged();
  const open = async () => {
    await kitsApi.open(id, hash);
    await changed();
    toast(t("opened"));
  };
  return (
    <ConfirmButton look="primary" consequence={t("openConsequence")} onConfirm={open}>
      {t("openIt")}
    </ConfirmButton>
  );
}

function CloseButton({ id }: { id: string }) {
  const t = useWords(kitPanelWords);
  const changed = useKitsChanged();
  const close = async () => {
    await kitsApi.close(id);
    await changed();
    toast(t("closedDone"));
  };
  return (
    <ConfirmButton grave consequence={t("closeConsequence")} onConfirm={close}>
      {t("closeIt")}
    </ConfirmButton>
  );
}

interface KitFormProps {
  of: KitOf;
  id: string;
  given: KitWords;
  onDone: () => void;
}

function KitForm({ of, id, given, onDone }: KitFormProps) {
  const t = useWords(kitPanelWords);
  const changed = useKitsChanged();
  const { busy, error, act } = useAct();
  const { title, titleEs, intro, introEs } = given;
  const [words, setWords] = useState<KitWords>({ title, titleEs, intro, introEs });
  const put = (part: Partial<KitWords>) => setWords((before) => ({ ...before, ...part }));
  const ask = () =>
    act(async () => {
      await kitsApi.ask(of, id, words);
      await changed();
      toast(t("askedDone"));
      onDone();
    });
  return (
    <Stack gap={16}>
      <div className={css["grid"]}>
        <TextField
          label={t("name")}
          maxLength={120}
          value={words.title}
          onChange={(value) => put({ title: value })}
        />
        <TextField
          label={t("nameEs")}
          optional
          maxLength={120}
          value={words.titleEs}
          onChange={(value) => put({ titleEs: value })}
        />
      </div>
      <AreaField
        label={t("intro")}
        optional
        maxLength={600}
        value={words.intro}
        onChange={(value) => put({ intro: value })}
      />
      <AreaField
        label={t("introEs")}
        optional
        maxLength={600}
        value={words.introEs}
        onChange={(value) => put({ introEs: value })}
      />
      <ErrorNotice error={error} />
      <Row end>
        <Button
          look="primary"
          loading={busy}
          disabled={!words.title.trim()}
          onClick={() => void ask()}
        >
          {t("ask")}
        </Button>
      </Row>
    </Stack>
  );
}
