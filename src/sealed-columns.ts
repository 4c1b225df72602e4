import type { SealedColumn } from "#platform/crypto/rotation.ts";

/** Every column that holds sealed values: the rotation of keys moves these, and a test looks for others. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: "audience_keys", column: "sealed", rowId: "agency_id" },
  { table: "audience_subscribers", column: "sealed", rowId: "id" },
  { table: "authenticators", column: "secret", rowId: "person_id" },
  { table: "channels", column: "credential", rowId: "id" },
  { table: "channel_consents", column: "sealed", rowId: "id" },
  { table: "deliveries", column: "progress", rowId: "id" },
  { table: "devices", column: "sealed", rowId: "id" },
  { table: "push_keys", column: "sealed", rowId: "agency_id" },
  { table: "policy_lists", column: "sealed", rowId: "id" },
  { table: "archive_records", column: "sealed", rowId: "id" },
  { table: "imports", column: "sealed", rowId: "id" },
  { table: "intake_sources", column: "sealed", rowId: "id" },
  { table: "websub_subscriptions", column: "sealed", rowId: "id" },
  { table: "websub_wishes", column: "sealed", rowId: "id" },
  { table: "site_hosts", column: "sealed", rowId: "agency_id" },
  { table: "record_requests", column: "sealed", rowId: "id" },
  { table: "request_steps", column: "sealed", rowId: "id" },
  { table: "alert_keys", column: "sealed", rowId: "agency_id" },
  { table: "website_streams", column: "sealed", rowId: "post_id" },
  { table: "outreach_event_keys", column: "sealed", rowId: "agency_id" },
  { table: "outreach_event_sign_ups", column: "sealed", rowId: "id" },
  { table: "call_sources", column: "sealed", rowId: "id" },
];
