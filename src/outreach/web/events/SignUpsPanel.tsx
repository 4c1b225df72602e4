import { IconEye } from "@tabler/icons-react";
import { useState } from "react";
import { Counts } from "../Counts.tsx";
import css from "../Outreach.module.css";
import { doorListUrl, eventsApi, useDoorList, useEventsChanged, type EventData } from "./api.ts";
import { eventWords } from "./words.ts";
import { Button } from "#ui/buttons.tsx";
import { DataTable } from "#ui/DataTable.tsx";
import { Panel, Quiet, Row, Stack } from "#ui/layout.tsx";
import { useMay } from "#ui/session.ts";
import { StateBadge } from "#ui/StateBadge.tsx";
import { useAct } from "#ui/use-act.ts";
import { useWords } from "#ui/words.ts";

/** Numbers for everybody; addresses by a click that is written down. */
export function SignUpsPanel({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  const { content, tally } = data;
  const { signUp } = content;
  if (!signUp && tally.people === 0) return <NoSignUp />;
  return (
    <Panel title={t("signUps")}>
      <Stack gap={16}>
        <Counts
          counts={[
            { label: t("placed"), value: tally.people },
            { label: t("places"), value: signUp?.capacity ?? t("anyNumber") },
            { label: t("waiting"), value: tally.waiting },
            { label: t("needs"), value: tally.needs },
            { label: t("gaveUp"), value: tally.gaveUp },
          ]}
        />
        {tally.erasedAt && <Quiet>{t("erased")}</Quiet>}
        {!tally.erasedAt && may("event.open-door-list") && !isOpen && (
          <Row apart>
            <Quiet small>{t("doorNote")}</Quiet>
            <Button icon={IconEye} onClick={() => setOpen(true)}>
              {t("openDoor")}
            </Button>
          </Row>
        )}
        {isOpen && <DoorList id={data.event.id} />}
        {data.letters.length > 0 && <Letters data={data} />}
      </Stack>
    </Panel>
  );
}

function NoSignUp() {
  const t = useWords(eventWords);
  return (
    <Panel title={t("signUps")}>
      <Quiet>{t("noSignUp")}</Quiet>
    </Panel>
  );
}

function DoorList({ id }: { id: string }) {
  const t = useWords(eventWords);
  const { data, error } = useDoorList(id, true);
  return (
    <Stack gap={8}>
      <DataTable
        label={t("signUps")}
        columns={[
          { key: "email", label: t("email"), cell: emailOf },
          { key: "people", label: t("people"), cell: ({ people }) => people, isNumber: true },
          { key: "need", label: t("need"), cell: needOf },
          {
            key: "list",
            label: t("list"),
            cell: ({ state }) => t(state === "placed" ? "hasPlace" : "isWaiting"),
            wideOnly: true,
          },
        ]}
        rows={data?.people}
        rowId={(row) => row.id}
        rowTitle={({ email }) => email}
        error={error}
        empty={<Quiet>{t("nobody")}</Quiet>}
      />
      <Row end>
        <a href={doorListUrl(id)} download>
          {t("csv")}
        </a>
      </Row>
    </Stack>
  );
}

function emailOf({ email }: { email: string }) {
  return <span className={css["address"]}>{email}</span>;
}

function needOf({ need }: { need: string }) {
  return <Breaking text={need || "–"} />;
}

function Breaking({ text }: { text: string }) {
  return <span className={css["breaks"]}>{text}</span>;
}

/** A letter whose way nobody knows is not sent again by a machine. */
function Letters({ data }: { data: EventData }) {
  const t = useWords(eventWords);
  const may = useMay();
  const changed = useEventsChanged();
  const { busy, act } = useAct();
  const settle = (id: string, again: boolean) =>
    act(async () => {
      await eventsApi.settle(id, again);
      await changed();
    });
  return (
    <section aria-label={t("letters")}>
      <h3>{t("letters")}</h3>
      <Stack gap={8}>
        <Quiet>{t("lettersAbout")}</Quiet>
        {data.letters.map(({ id, state }) => (
          <Row key={id} apart>
            <StateBadge meaning="wait" label={t(state === "unknown" ? "unknown" : "refused")} />
            {may("event.settle-letter") && (
              <Row>
                <Button small disabled={busy} onClick={() => void settle(id, true)}>
                  {t("again")}
                </Button>
                <Button small disabled={busy} onClick={() => void settle(id, false)}>
                  {t("leave")}
                </Button>
              </Row>
            )}
          </Row>
        ))}
      </Stack>
    </section>
  );
}
