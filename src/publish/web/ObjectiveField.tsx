import css from "./Composer.module.css";
import { useObjectiveName, useObjectives, useSaid } from "./objectives.ts";
import { composerWords } from "./words/composer.ts";
import { SelectField } from "#ui/fields.tsx";
import { useWords } from "#ui/words.ts";

interface ObjectiveFieldProps {
  value: string;
  onChange: (key: string) => void;
}

/** Which objective of the strategy a post serves, each with its why. */
export function ObjectiveField({ value, onChange }: ObjectiveFieldProps) {
  const t = useWords(composerWords);
  const objectives = useObjectives();
  const name = useObjectiveName();
  const said = useSaid();
  const chosen = objectives.find(({ key }) => key === value);
  const choices = objectives.map(({ key }) => ({ value: key, label: name(key) }));
  const isGone = objectives.length > 0 && !chosen;
  return (
    <div>
      <SelectField
        label={t("purpose")}
        hint={chosen && said(chosen.why)}
        error={isGone ? t("objectiveGone") : undefined}
        value={value}
        choices={chosen ? choices : [{ value, label: name(value) }, ...choices]}
        onChange={onChange}
      />
      {objectives.length > 0 && (
        <details className={css["whys"]}>
          <summary>{t("whys")}</summary>
          <dl>
            {objectives.map(({ key, why }) => (
              <div key={key}>
                <dt>{name(key)}</dt>
                <dd>{said(why)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
