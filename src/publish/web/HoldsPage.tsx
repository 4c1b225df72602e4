import { IconHandStop } from "@tabler/icons-react";
import { useState } from "react";
import { holdsApi, type Hold } from "./api.ts";
import css from "./Holds.module.css";
import { useChanged, useChannels, useClassOf, useHolds, usePolicy } from "./queries.ts";
import { holdWords } from "./words/holds.ts";
import { ChoiceField } from "#ui/choices.tsx";
import { CheckField } from "#ui/choices.tsx";
import { ConfirmButton } from "#ui/ConfirmButton.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { AreaField, SelectField } from "#ui/fields.tsx";
import { Panel, Quiet, Stack } from "#ui/layout.tsx";
import { PageHeader } from "#ui/PageHeader.tsx";
import { useMay } from "#ui/session.ts";
import { TimeAgo } from "#ui/TimeAgo.tsx";
import { toast } from "#ui/toast.ts";
import { useWords } from "#ui/words.ts";

export function HoldsPage() {
  const t = useWords(holdWords);
  const { data, error, refetch } = useHolds();
  return (
    <>
      <PageHeader title={t("title")} about={t("about")} />
      <ErrorNotice error={error} onRetry={() => void refetch()} />
      <div className={css["page"]}>
        <Panel title={t("active")}>
          {data?.holds.length === 0 && <EmptyState small picture="calm" sentence={t("none")} />}
          <ul className={css["list"]}>
            {data?.holds.map((hold) => (
              <Active key={hold.id} hold={hold} />
            ))}
          </ul>
        </Panel>
        <PlaceHold />
      </div>
    </>
  );
}

function Active({ hold }: { hold: Hold }) {
  const t = useWords(holdWords);
  const may = useMay();
  const changed = useChanged();
  const classOf = useClassOf();
  const name = hold.scope === "class" ? classOf(hold.target ?? "").title : (hold.channel ?? "");
  const exceptions = exceptionsOf(hold).map((code) => classOf(code).title);
  return (
    <li className={css["hold"]}>
      <IconHandStop size={20} stroke={1.75} aria-hidden />
      <div>
        <h3>
          {hold.scope === "agency"
            ? t("all")
            : t(hold.scope === "class" ? "classHeld" : "channelHeld", { name })}
        </h3>
        <p>{hold.reason}</p>
        {exceptions.length > 0 && <p>{t("except", { names: exceptions.join(", ") })}</p>}
        <p>
          <Quiet>
            {t("placedBy", { name: hold.placedByName })} · <TimeAgo at={hold.placedAt} />
          </Quiet>
        </p>
      </div>
      <ConfirmButton
        question={t("lift")}
        consequence={t("liftConsequence")}
        disabledReason={may("hold.lift") ? undefined : t("onlyThose")}
        onConfirm={async () => {
          await holdsApi.lift(hold.id);
          await changed();
          toast(t("lifted"));
        }}
      >
        {t("lift")}
      </ConfirmButton>
    </li>
  );
}

/** The exceptions as the row keeps them: JSON, of which only words count. */
function exceptionsOf(hold: Hold): string[] {
  const kept: unknown = hold.exceptions;
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
}

type Scope = "agency" | "channel" | "class";

/** One big button; scope and exceptions stand above it, so that it can be pressed at once as it is. */
function PlaceHold() {
  const t = useWords(holdWords);
  const may = useMay();
  const changed = useChanged();
  const policy = usePolicy();
  const { channels } = useChannels();
  const [scope, setScope] = useState<Scope>("agency");
  const [target, setTarget] = useState("");
  const [exceptions, setExceptions] = useState<readonly string[]>(["alert", "missing-person"]);
  const [reason, setReason] = useState("");
  const classes = policy?.classes ?? [];
  const choices =
    scope === "channel"
      ? channels.map(({ id, name }) => ({ value: id, label: name }))
      : classes.map(({ code, title }) => ({ value: code, label: title }));
  const chosen = choices.some(({ value }) => value === target) ? target : (choices[0]?.value ?? "");
  const isShort = reason.trim().length < 3;
  return (
    <Panel title={t("big")}>
      <Stack gap={16}>
        <p>
          <Quiet>{t("bigAbout")}</Quiet>
        </p>
        <AreaField
          label={t("reason")}
          hint={t("reasonHint")}
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={setReason}
        />
        <ChoiceField
          label={t("scope")}
          value={scope}
          onChange={setScope}
          choices={[
            { value: "agency", label: t("everything") },
            { value: "channel", label: t("oneChannel") },
            { value: "class", label: t("oneClass") },
          ]}
        />
        {scope !== "agency" && (
          <SelectField label={t(scope)} value={chosen} choices={choices} onChange={setTarget} />
        )}
        {scope !== "class" && (
          <fieldset className={css["exceptions"]}>
            <legend>{t("exceptions")}</legend>
            <p>
              <Quiet small>{t("exceptionsHint")}</Quiet>
            </p>
            <div>
              {classes.map(({ code, title }) => (
                <CheckField
                  key={code}
                  label={title}
                  checked={exceptions.includes(code)}
                  onChange={(isOn) =>
                    setExceptions(
                      isOn ? [...exceptions, code] : exceptions.filter((one) => one !== code),
                    )
                  }
                />
              ))}
            </div>
          </fieldset>
        )}
        <div className={css["big"]}>
          <ConfirmButton
            grave
            icon={IconHandStop}
            look="primary"
            question={scope === "agency" ? t("big") : t("place")}
            consequence={t("consequence")}
            disabledReason={
              may("hold.place") ? (isShort ? t("needReason") : undefined) : t("cannotPlace")
            }
            onConfirm={async () => {
              const known = exceptions.filter((code) => classes.some((one) => one.code === code));
              const { held } = await holdsApi.place({
                scope,
                reason,
                exceptions: scope === "class" ? [] : known,
                ...(scope === "agency" ? {} : { target: chosen }),
              });
              setReason("");
              await changed();
              toast(t("placed", { count: held }));
            }}
          >
            {scope === "agency" ? t("big") : t("place")}
          </ConfirmButton>
        </div>
      </Stack>
    </Panel>
  );
}
