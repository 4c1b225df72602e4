import type { HostFields } from "./host-fields.ts";
import { hostWords } from "./words.ts";
import { CheckField } from "#ui/choices.tsx";
import { SelectField, TextField } from "#ui/fields.tsx";
import { PasswordField } from "#ui/PasswordField.tsx";
import { useWords } from "#ui/words.ts";

interface PlaceFieldsProps {
  fields: HostFields;
  set: (part: Partial<HostFields>) => void;
  /** The host is set already: its keys may stay as they are. */
  isKnown: boolean;
}

/** Where the copy lies, and the keys to it. */
export function PlaceFields({ fields, set, isKnown }: PlaceFieldsProps) {
  const t = useWords(hostWords);
  const isBucket = fields.kind === "s3";
  const hint = isKnown ? { hint: t("keptHint") } : {};
  return (
    <>
      <SelectField
        label={t("kind")}
        value={fields.kind}
        onChange={(value) => set({ kind: value === "put" ? "put" : "s3" })}
        choices={(["s3", "put"] as const).map((value) => ({ value, label: t(value) }))}
      />
      {isBucket ? (
        <BucketFields fields={fields} set={set} />
      ) : (
        <>
          <TextField
            label={t("url")}
            hint={t("urlHint")}
            maxLength={500}
            value={fields.url}
            onChange={(url) => set({ url })}
          />
          <SelectField
            label={t("login")}
            value={fields.login}
            onChange={(value) => set({ login: value === "basic" ? "basic" : "bearer" })}
            choices={(["bearer", "basic"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </>
      )}
      {(isBucket || fields.login === "basic") && (
        <TextField
          label={t(isBucket ? "accessKey" : "user")}
          maxLength={200}
          {...hint}
          value={fields.user}
          onChange={(user) => set({ user })}
        />
      )}
      <PasswordField
        autoComplete="new-password"
        label={t(isBucket ? "secretKey" : fields.login === "basic" ? "password" : "token")}
        {...hint}
        value={fields.secret}
        onChange={(secret) => set({ secret })}
      />
    </>
  );
}

function BucketFields({ fields, set }: Omit<PlaceFieldsProps, "isKnown">) {
  const t = useWords(hostWords);
  return (
    <>
      <TextField
        label={t("endpoint")}
        hint={t("endpointHint")}
        maxLength={500}
        value={fields.endpoint}
        onChange={(endpoint) => set({ endpoint })}
      />
      <TextField
        label={t("region")}
        hint={t("regionHint")}
        maxLength={40}
        value={fields.region}
        onChange={(region) => set({ region })}
      />
      <TextField
        label={t("bucket")}
        maxLength={63}
        value={fields.bucket}
        onChange={(bucket) => set({ bucket })}
      />
      <TextField
        label={t("folder")}
        optional
        maxLength={200}
        value={fields.folder}
        onChange={(folder) => set({ folder })}
      />
      <SelectField
        label={t("names")}
        value={fields.names}
        onChange={(value) => set({ names: value === "plain" ? "plain" : "index" })}
        choices={(["index", "plain"] as const).map((value) => ({
          value,
          label: t(`names-${value}`),
        }))}
      />
      <CheckField
        label={t("packed")}
        hint={t("packedHint")}
        checked={fields.packed}
        onChange={(packed) => set({ packed })}
      />
    </>
  );
}
