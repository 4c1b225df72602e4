import { useState } from "react";
import { useNavigate } from "react-router";
import { requestsApi, type IntakeDraft } from "./requests-api.ts";
import css from "./Requests.module.css";
import { intakeWords } from "./words/intake.ts";
import { Button } from "#ui/buttons.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField, TextField } from "#ui/fields.tsx";
import { Panel, Quiet, Row } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useZone } from "#ui/session.ts";
import { toast } from "#ui/toast.ts";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

const ways = ["email", "mail", "phone", "in-person"] as const;
const kinds = ["standard", "commercial", "body-worn-camera", "older-records", "in-person"] as const;

const nothing = {
  asked: "",
  way: "email",
  receivedOn: "",
  kind: "standard",
  name: "",
  organization: "",
  email: "",
  phone: "",
  address: "",
  language: "en",
};

type Typed = typeof nothing;

/** `/requests/new`: a clerk files what did not come by the public page. */
export function IntakePage() {
  const t = useWords(intakeWords);
  const goTo = useNavigate();
  const zone = useZone();
  const { busy, error, act } = useAct();
  const [typed, setTyped] = useState({ ...nothing, receivedOn: todayIn(zone) });
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }));
  const file = () =>
    void act(async () => {
      const { id, number } = await requestsApi.file(draftOf(typed));
      toast(t("filed", { number }));
      await goTo(`/requests/${id}`);
    });
  return (
    <>
      <PageHeader
        title={t("title")}
        about={t("about")}
        up={{ to: "/requests", label: t("list") }}
      />
      <form
        className={css["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          file();
        }}
      >
        <Panel>
          <Asked typed={typed} set={set} today={todayIn(zone)} />
        </Panel>
        <Panel title={t("requester")} aside={<Quiet small>{t("requesterHint")}</Quiet>}>
          <Requester typed={typed} set={set} />
        </Panel>
        <ErrorNotice error={error} />
        <Row end>
          <Button
            type="submit"
            look="primary"
            loading={busy}
            disabled={typed.asked.trim().length < 10}
          >
            {t("file")}
          </Button>
        </Row>
      </form>
    </>
  );
}

function todayIn(zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date());
}

function draftOf({ asked, way, receivedOn, kind, language, ...requester }: Typed): IntakeDraft {
  return {
    asked,
    way: ways.find((one) => one === way) ?? "email",
    kind: kinds.find((one) => one === kind) ?? "standard",
    language: language === "es" ? "es" : "en",
    requester,
    ...(receivedOn ? { receivedOn } : {}),
  };
}

interface PartProps {
  typed: Typed;
  set: (change: Partial<Typed>) => void;
}

function Asked({ typed, set, today }: PartProps & { today: string }) {
  const t = useWords(intakeWords);
  return (
    <div className={css["form"]}>
      <AreaField
        label={t("asked")}
        hint={t("askedHint")}
        rows={6}
        maxLength={10_000}
        value={typed.asked}
        onChange={(asked) => set({ asked })}
        isFirst
      />
      <div className={css["pair"]}>
        <SelectField
          label={t("way")}
          value={typed.way}
          onChange={(way) => set({ way })}
          choices={ways.map((value) => ({ value, label: t(value) }))}
        />
        <SelectField
          label={t("kind")}
          value={typed.kind}
          onChange={(kind) => set({ kind })}
          choices={kinds.map((value) => ({
            value,
            label: t(value === "in-person" ? "kind-in-person" : value),
          }))}
        />
      </div>
      <DateTimeField
        kind="date"
        label={t("receivedOn")}
        hint={t("receivedHint")}
        max={today}
        value={typed.receivedOn}
        onChange={(receivedOn) => set({ receivedOn })}
      />
    </div>
  );
}

function Requester({ typed, set }: PartProps) {
  const t = useWords(intakeWords);
  return (
    <div className={css["form"]}>
      <div className={css["pair"]}>
        <TextField
          label={t("name")}
          optional
          value={typed.name}
          maxLength={300}
          onChange={(name) => set({ name })}
        />
        <TextField
          label={t("organization")}
          optional
          value={typed.organization}
          maxLength={300}
          onChange={(organization) => set({ organization })}
        />
        <TextField
          label={t("mailAddress")}
          optional
          type="email"
          value={typed.email}
          maxLength={300}
          onChange={(email) => set({ email })}
        />
        <TextField
          label={t("telephone")}
          optional
          type="tel"
          value={typed.phone}
          maxLength={300}
          onChange={(phone) => set({ phone })}
        />
      </div>
      <AreaField
        label={t("address")}
        optional
        rows={2}
        maxLength={1_000}
        value={typed.address}
        onChange={(address) => set({ address })}
      />
      <SelectField
        label={t("language")}
        value={typed.language}
        onChange={(language) => set({ language })}
        choices={[
          { value: "en", label: "English" },
          { value: "es", label: "Español" },
        ]}
      />
    </div>
  );
}
