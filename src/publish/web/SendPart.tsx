import { IconAlertTriangle, IconClock, IconUserCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { BeatsField } from "./BeatsField.tsx";
import css from "./Composer.module.css";
import type { PartProps } from "./MessagePart.tsx";
import { postsApi } from "./api.ts";
import { ObjectiveField } from "./ObjectiveField.tsx";
import { QueueButton } from "./QueueButton.tsx";
import { usePolicy } from "./queries.ts";
import { TakeDownField } from "./TakeDownField.tsx";
import { composerWords } from "./words/composer.ts";
import { localOf, resolveLocal } from "./zoned.ts";
import { useNow } from "#ui/clock.ts";
import { roleLabels } from "#agency/web";
import { ChoiceField } from "#ui/choices.tsx";
import { DateTimeField } from "#ui/DateTimeField.tsx";
import { SelectField } from "#ui/fields.tsx";
import { Panel } from "#ui/layout.tsx";
import { useZone } from "#ui/session.ts";
import type { Saving } from "#ui/SaveState.tsx";
import { clockTime } from "#ui/time.ts";
import { useLabel, useLanguage, useWords } from "#ui/words.ts";

interface SendPartProps extends PartProps {
  flush: () => Promise<{ id: string } | undefined>;
  postId: string | undefined;
  saving: Saving | undefined;
  children: ReactNode;
}

/** Under which rule and when it goes out, and who will be asked. */
export function SendPart({ content, change, flush, postId, saving, children }: SendPartProps) {
  const t = useWords(composerWords);
  const policy = usePolicy();
  const rule = policy?.classes.find(({ code }) => code === content.class);
  return (
    <div className={css["send"]}>
      <Panel title={t("send")}>
        <div className={css["sendGrid"]}>
          <SelectField
            label={t("class")}
            hint={rule ? t("classHint", { paragraph: rule.paragraph }) : undefined}
            value={content.class}
            choices={(policy?.classes ?? []).map(({ code, title }) => ({
              value: code,
              label: title,
            }))}
            onChange={(code) => change({ class: code })}
          />
          <ObjectiveField value={content.purpose} onChange={(purpose) => change({ purpose })} />
          <SelectField
            label={t("language")}
            value={content.language}
            choices={[
              { value: "en", label: "English" },
              { value: "es", label: "Español" },
            ]}
            onChange={(language) => change({ language })}
          />
          <BeatsField content={content} change={change} />
          <div>
            <When content={content} change={change} />
            <QueueButton change={change} flush={flush} />
          </div>
          <TakeDownField content={content} change={change} />
        </div>
        <Asked
          content={content}
          postId={postId}
          saved={saving?.state === "saved" ? saving.at : ""}
        />
        {children}
      </Panel>
    </div>
  );
}

const inAnHourMs = 3_600_000;

function When({ content, change }: PartProps) {
  const now = useNow();
  const t = useWords(composerWords);
  const zone = useZone();
  const language = useLanguage();
  const { publish } = content;
  const resolved = publish.when === "at" ? resolveLocal(publish.local, zone) : undefined;
  const isPast = resolved !== undefined && resolved.at.getTime() < now;
  return (
    <div className={css["when"]}>
      <ChoiceField
        label={t("when")}
        value={publish.when}
        choices={[
          { value: "when-approved", label: t("whenApproved") },
          { value: "at", label: t("atTime") },
        ]}
        onChange={(when) =>
          change({
            publish:
              when === "at"
                ? {
                    when,
                    zone,
                    local: localOf(new Date(Date.now() + inAnHourMs), zone).slice(0, 14) + "00",
                  }
                : { when: "when-approved" },
          })
        }
      />
      {publish.when === "at" && (
        <DateTimeField
          label={t("time")}
          value={publish.local}
          error={isPast ? t("past") : undefined}
          onChange={(local) => change({ publish: { when: "at", local: local.slice(0, 16), zone } })}
        />
      )}
      {resolved && resolved.kind !== "once" && (
        <p className={css["note"]}>
          <IconClock size={16} stroke={1.75} aria-hidden />
          {t(resolved.kind, { time: clockTime(resolved.at, resolved.at, zone, language) })}
        </p>
      )}
    </div>
  );
}

/** Names where the draft is kept and the server knows them; else the roles of the class. */
function Asked({
  content,
  postId,
  saved,
}: {
  content: PartProps["content"];
  postId: string | undefined;
  saved: string;
}) {
  const t = useWords(composerWords);
  const policy = usePolicy();
  const span = useSpan();
  const label = useLabel();
  const roleTitle = (role: string) => label(roleLabels[role] ?? { en: role, es: role });
  const { data } = useQuery({
    queryKey: ["posts", "asked", postId, saved],
    queryFn: () => postsApi.page(postId ?? ""),
    enabled: postId !== undefined && saved !== "",
    placeholderData: (before) => before,
  });
  const rule = policy?.classes.find(({ code }) => code === content.class);
  const [first, ...later] = rule?.steps ?? [];
  if (!rule || !first) return null;
  const isKnown = data?.content.class === content.class && data.asked.length > 0;
  const names = isKnown
    ? data.asked.map(({ title, name }) => `${title} ${name}`.trim())
    : first.roles.map(roleTitle);
  const or = ` ${t("or")} `;
  return (
    <div className={css["asked"]}>
      <p>
        <IconUserCheck size={18} stroke={1.75} aria-hidden />
        {t(isKnown ? "asked" : "askedRoles", {
          names: list(names, or),
          time: span(first.withinMinutes),
        })}
      </p>
      {later.map((step) => (
        <p key={step.roles.join(" ")}>
          <IconUserCheck size={18} stroke={1.75} aria-hidden />
          {t("thenAsked", {
            names: list(step.roles.map(roleTitle), or),
            time: span(step.withinMinutes),
          })}
        </p>
      ))}
      {rule.isLifeSafety && (
        <p>
          <IconAlertTriangle size={18} stroke={1.75} aria-hidden />
          {t("lifeSafety")}
        </p>
      )}
    </div>
  );
}

function list(names: readonly string[], or: string): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")}${or}${names.at(-1) ?? ""}`;
}

/** "30 min", "4 h", "2 days". */
function useSpan(): (minutes: number) => string {
  const t = useWords(composerWords);
  return (minutes) => {
    if (minutes < 120) return t("minutes", { count: minutes });
    if (minutes < 2 * 1440) return t("hours", { count: Math.round(minutes / 60) });
    return t("days", { count: Math.round(minutes / 1440) });
  };
}
