import { IconMail } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LetterDialog } from "./LetterDialog.tsx";
import { requestsApi, type ClosingDraft, type RequestData } from "./requests-api.ts";
import css from "./Requests.module.css";
import { closingTexts, type LetterKind } from "./words/letters.ts";
import { requestsWords } from "./words/requests.ts";
import { requestWords } from "./words/request.ts";
import { Button } from "#ui/buttons.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Row, Stack } from "#ui/layout.tsx";
import { PickManyField } from "#ui/PickField.tsx";
import { useMay } from "#ui/session.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

interface ActsProps {
  data: RequestData;
  changed: () => void;
}

type Opened = LetterKind | "resume" | "close" | "reopen" | undefined;

/** What can be done now. What cannot says why. */
export function RequestActs({ data, changed }: ActsProps) {
  const t = useWords(requestWords);
  const may = useMay();
  const [opened, setOpened] = useState<Opened>();
  const { state } = data.request;
  const role = may("requests.write") ? undefined : t("roleReason");
  const reason = role ?? (state === "closed" ? t("closedReason") : undefined);
  const canExtend = data.clock.deadlines.some(({ term, doneOn }) => term && !doneOn);
  const button = (
    what: Exclude<Opened, undefined>,
    label: string,
    why = reason,
    look: "primary" | "plain" = "plain",
  ) => (
    <DisabledReason reason={why}>
      {(disabled) => (
        <Button
          small
          look={look}
          aria-haspopup="dialog"
          {...disabled}
          onClick={disabled.onClick ?? (() => setOpened(what))}
        >
          {label}
        </Button>
      )}
    </DisabledReason>
  );
  const isMet = data.steps.some(
    ({ kind, facts }) => kind === "letter" && facts["kind"] === "acknowledgement",
  );
  return (
    <div className={css["acts"]}>
      {!isMet && button("acknowledgement", t("acknowledge"), reason, "primary")}
      {state === "waiting" ? button("resume", t("resume")) : button("clarification", t("clarify"))}
      {button("extension", t("extend"), reason ?? (canExtend ? undefined : t("noExtension")))}
      {button("estimate", t("estimate"))}
      <DisabledReason reason={reason}>
        {(disabled) => (
          <Button
            small
            icon={IconMail}
            {...disabled}
            onClick={disabled.onClick ?? (() => setOpened("other"))}
          >
            {t("write")}
          </Button>
        )}
      </DisabledReason>
      {state === "closed" ? button("reopen", t("reopen"), role) : button("close", t("close"))}
      <Opening what={opened} data={data} changed={changed} onClose={() => setOpened(undefined)} />
    </div>
  );
}

interface OpeningProps extends ActsProps {
  what: Opened;
  onClose: () => void;
}

function Opening({ what, ...rest }: OpeningProps) {
  if (what === undefined) return null;
  if (what === "close") return <ClosingDialog {...rest} />;
  if (what === "resume" || what === "reopen") return <WhyDialog what={what} {...rest} />;
  return <LetterDialog kind={what} {...rest} />;
}

type DialogProps = Omit<OpeningProps, "what">;

function WhyDialog({ what, data, changed, onClose }: DialogProps & { what: "resume" | "reopen" }) {
  const t = useWords(requestWords);
  const { busy, error, act } = useAct();
  const [why, setWhy] = useState("");
  const keep = () =>
    void act(async () => {
      await requestsApi[what](data.request.id, why);
      changed();
      onClose();
    });
  return (
    <Dialog open title={t(what)} onClose={onClose}>
      <Stack gap={16}>
        <TextField label={t("why")} value={why} maxLength={500} onChange={setWhy} />
        <ErrorNotice error={error} />
        <Row end>
          <Button look="primary" loading={busy} disabled={why.trim().length < 3} onClick={keep}>
            {t("keep")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}

const ends = ["produced", "partly", "denied", "no-records", "withdrawn", "transferred"] as const;

function ClosingDialog({ data, changed, onClose }: DialogProps) {
  const t = useWords(requestWords);
  const list = useWords(requestsWords);
  const { busy, error, act } = useAct();
  const texts = closingTexts[data.request.language === "es" ? "es" : "en"];
  const [how, setHow] = useState<ClosingDraft["how"]>("produced");
  const [text, setText] = useState(texts["produced"] ?? "");
  const [codes, setCodes] = useState<readonly string[]>([]);
  const [other, setOther] = useState("");
  const { data: known } = useQuery({ queryKey: ["exemptions"], queryFn: requestsApi.exemptions });
  const all = [...codes, ...(other.trim() === "" ? [] : [other.trim()])];
  const keepsBack = how === "partly" || how === "denied";
  const choose = (next: string) => {
    const chosen = ends.find((one) => one === next) ?? "produced";
    // What the clerk has written stays; only our own beginning is exchanged.
    if (text === texts[how]) setText(texts[chosen] ?? "");
    setHow(chosen);
  };
  const close = () =>
    void act(async () => {
      await requestsApi.close(data.request.id, { how, text, codes: keepsBack ? all : [] });
      changed();
      onClose();
    });
  return (
    <Dialog open size="middle" title={t("close")} onClose={onClose}>
      <Stack gap={16}>
        <SelectField
          label={t("how")}
          value={how}
          onChange={choose}
          choices={ends.map((value) => ({ value, label: list(value) }))}
        />
        {keepsBack && (
          <>
            <PickManyField
              label={t("codes")}
              value={codes}
              onChange={setCodes}
              choices={(known?.exemptions ?? []).map(({ code, title }) => ({
                value: code,
                label: `${code} ${title}`,
              }))}
            />
            <TextField
              label={t("otherCode")}
              optional
              value={other}
              maxLength={60}
              onChange={setOther}
            />
          </>
        )}
        <AreaField
          label={t("letter")}
          hint={t("letterHint")}
          rows={7}
          maxLength={20_000}
          value={text}
          onChange={setText}
        />
        <ErrorNotice error={error} />
        <Row end>
          <Button
            look="primary"
            loading={busy}
            disabled={text.trim().length < 10 || (keepsBack && all.length === 0)}
            onClick={close}
          >
            {t("close")}
          </Button>
        </Row>
      </Stack>
    </Dialog>
  );
}
