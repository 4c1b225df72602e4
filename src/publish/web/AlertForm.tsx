import { IconPencil, IconSend } from "@tabler/icons-react";
import { Suspense } from "react";
import { useNavigate } from "react-router";
import css from "./Alert.module.css";
import { AlertAsked } from "./AlertAsked.tsx";
import { AlertFacts } from "./AlertFacts.tsx";
import { AlertFindings } from "./AlertFindings.tsx";
import { AlertMeter } from "./AlertMeter.tsx";
import { AlertPicture } from "./AlertPicture.tsx";
import { AlertSays } from "./AlertSays.tsx";
import { GlassButton } from "./GlassButton.tsx";
import { useChanged } from "./queries.ts";
import type { AlertWay, IssuedAlert, TemplatePageData } from "./templates-api.ts";
import { useAlert, useTemplate, type AlertState } from "./use-alert.ts";
import { alertWords } from "./words/alert.ts";
import { MediaField } from "#media/web";
import { Button } from "#ui/buttons.tsx";
import { CheckField } from "#ui/choices.tsx";
import { DisabledReason } from "#ui/DisabledReason.tsx";
import { ErrorNotice } from "#ui/ErrorNotice.tsx";
import { Panel, Quiet } from "#ui/layout.tsx";
import { SkeletonRows } from "#ui/skeletons.tsx";
import { useAct } from "#ui/use-act.ts";
import { useLanguage, useWords } from "#ui/words.ts";
import { languageName } from "#ui/language-name.ts";

interface AlertFormProps {
  id: string;
  onIssued: (issued: IssuedAlert) => void;
  onOther: () => void;
}

export function AlertForm({ id, ...rest }: AlertFormProps) {
  const { data, error, refetch } = useTemplate(id);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={8} />;
  return <Form template={data} {...rest} />;
}

type FormProps = Omit<AlertFormProps, "id"> & { template: TemplatePageData };

/** The facts, typed once; everything that follows from them stands below while they are typed. */
function Form({ template, onIssued, onOther }: FormProps) {
  const t = useWords(alertWords);
  const alert = useAlert(template);
  const { filled } = alert;
  return (
    <div className={css["form"]}>
      <Panel
        title={template.template.title}
        aside={
          <Button small look="quiet" onClick={onOther}>
            {t("other")}
          </Button>
        }
      >
        <AlertFacts content={template.content} alert={alert} />
        <Languages template={template} alert={alert} />
      </Panel>
      <ErrorNotice error={alert.error} />
      {filled && (
        <>
          <Panel title={t("says")}>
            <AlertMeter filled={filled} alert={alert} />
            <AlertSays filled={filled} />
            <AlertFindings filled={filled} alert={alert} />
            <AlertPicture id={template.template.id} alert={alert} />
            <details className={css["fold"]}>
              <summary>{t("picture")}</summary>
              <p>
                <Quiet small>{t("pictureHint")}</Quiet>
              </p>
              <Suspense>
                <MediaField
                  media={alert.media}
                  postClass={template.content.class}
                  onChange={alert.setMedia}
                />
              </Suspense>
            </details>
          </Panel>
          <Send alert={alert} onIssued={onIssued} />
        </>
      )}
    </div>
  );
}

/** A language nobody has certified is named, so that somebody does, and never offered. */
function Languages({ template, alert }: { template: TemplatePageData; alert: AlertState }) {
  const t = useWords(alertWords);
  const reader = useLanguage();
  const certified = template.translations.filter(({ certifiedAt }) => certifiedAt !== null);
  const drafts = template.translations.filter(({ certifiedAt }) => certifiedAt === null);
  if (template.translations.length === 0) return null;
  return (
    <fieldset className={css["languages"]}>
      <legend>{t("languages")}</legend>
      {certified.map(({ language }) => (
        <CheckField
          key={language}
          label={languageName(language, reader)}
          checked={alert.languages.includes(language)}
          onChange={(isOn) => alert.setLanguage(language, isOn)}
        />
      ))}
      {drafts.length > 0 && (
        <Quiet small>
          {t("drafts", {
            names: drafts.map(({ language }) => languageName(language, reader)).join(", "),
          })}
        </Quiet>
      )}
    </fieldset>
  );
}

function Send({ alert, onIssued }: { alert: AlertState; onIssued: FormProps["onIssued"] }) {
  const t = useWords(alertWords);
  const navigate = useNavigate();
  const changed = useChanged();
  const { busy, error, act } = useAct();
  const reason = useReason(alert);
  const go = async (way: AlertWay) => {
    const issued = await alert.issue(way);
    void changed();
    onIssued(issued);
  };
  const submit = () => act(() => go({ way: "submit", acknowledged: alert.acknowledged }));
  const compose = () =>
    act(async () => {
      const { posts } = await alert.issue({ way: "draft" });
      await navigate(`/posts/${posts[0]?.id ?? ""}/edit`);
    });
  const parts = alert.filled?.parts ?? [];
  const channels = parts[0]?.content.channels ?? [];
  return (
    <div className={css["send"]}>
      <AlertAsked asked={alert.filled?.asked ?? null} />
      <ErrorNotice error={error} />
      <div className={css["big"]}>
        <DisabledReason reason={reason}>
          {(disabled) => (
            <Button
              look="primary"
              icon={IconSend}
              loading={busy}
              wide
              {...disabled}
              onClick={disabled.onClick ?? (() => void submit())}
            >
              {t("sendAll", { count: parts.length })}
            </Button>
          )}
        </DisabledReason>
      </div>
      <div className={css["others"]}>
        <GlassButton
          loud
          content={{ channels, publish: { when: "when-approved" } }}
          go={(why) => go({ way: "break-glass", reason: why })}
          disabledReason={reason}
        />
        <Button look="quiet" icon={IconPencil} disabled={busy} onClick={() => void compose()}>
          {t("compose")}
        </Button>
      </div>
    </div>
  );
}

/** Why it cannot go yet; what the policy says stops a submission only, but is said for both. */
function useReason({ filled, blocks, unread, over }: AlertState): string | undefined {
  const t = useWords(alertWords);
  if (!filled || filled.problems.length > 0) return t("fill");
  if ((filled.parts[0]?.content.channels.length ?? 0) === 0) return t("noChannel");
  if (over[0] !== undefined) return t("doesNotFit", { channel: over[0] });
  if (blocks > 0) return t("blocked");
  return unread > 0 ? t("unread") : undefined;
}
