import { consoleSlice } from "#ui/registration.ts";

/** Signing in, setting up, one's own account. People, the audit trail, the settings. */
export const agencyWeb = consoleSlice({
  name: "agency",
  routes: [
    {
      path: "sign-in",
      title: { en: "Sign in", es: "Iniciar sesión" },
      open: true,
      page: () => import("./SignInPage.tsx").then((m) => m.SignInPage),
    },
    {
      path: "setup",
      title: { en: "Set up", es: "Configurar" },
      open: true,
      page: () => import("./SetupPage.tsx").then((m) => m.SetupPage),
    },
    {
      path: "invitation",
      title: { en: "Invitation", es: "Invitación" },
      open: true,
      page: () => import("./InvitationPage.tsx").then((m) => m.InvitationPage),
    },
    {
      path: "account",
      title: { en: "My account", es: "Mi cuenta" },
      page: () => import("./AccountPage.tsx").then((m) => m.AccountPage),
    },
    {
      path: "people",
      title: { en: "People", es: "Personas" },
      may: "people.read",
      page: () => import("./PeoplePage.tsx").then((m) => m.PeoplePage),
    },
    {
      path: "audit",
      title: { en: "Audit trail", es: "Auditoría" },
      may: "audit.read",
      page: () => import("./AuditPage.tsx").then((m) => m.AuditPage),
    },
    {
      path: "settings",
      title: { en: "Settings", es: "Ajustes" },
      may: "agency.read",
      page: () => import("./SettingsPage.tsx").then((m) => m.SettingsPage),
    },
  ],
  nav: [
    {
      section: "people",
      label: { en: "People", es: "Personas" },
      to: "/people",
      may: "people.read",
      order: 20,
    },
    {
      section: "people",
      label: { en: "Audit trail", es: "Auditoría" },
      to: "/audit",
      may: "audit.read",
      order: 30,
    },
    {
      section: "people",
      label: { en: "Settings", es: "Ajustes" },
      to: "/settings",
      may: "agency.read",
      order: 40,
    },
  ],
  commands: [
    {
      id: "account",
      label: { en: "My account", es: "Mi cuenta" },
      keywords: "passkey session language theme density dark llave sesión idioma",
      to: "/account",
    },
  ],
});

/** What the shell puts over the page when the server asks for a proof. */
export const loadLockScreen = () => import("./LockScreen.tsx").then((m) => m.LockScreen);
export const loadStepUp = () => import("./StepUpDialog.tsx").then((m) => m.StepUpDialog);
export { session as sessionApi } from "./api.ts";
export { dayEnd, dayStart } from "./days.ts";
/** The words of what happened: many, and read only where the record or the trail is. */
export const loadHappenings = () => import("./happenings.ts");
export { roleLabels } from "./role-labels.ts";
export type { Area } from "./area-view.ts";
/** An area drawn over the beats. */
export const loadBeatsDrawing = () =>
  import("./BeatsDrawing.tsx").then((m) => ({ default: m.BeatsDrawing }));
/** One point over the beats. */
export const loadPointDrawing = () =>
  import("./PointDrawing.tsx").then((m) => ({ default: m.PointDrawing }));
/** An area over the beats, to look at. */
export const loadBeatsView = () =>
  import("./BeatsView.tsx").then((m) => ({ default: m.BeatsView }));
