import { consoleSlice } from "#ui/registration.ts";

/** Signing in, setting up, one's own account. People, roles and settings follow with their pages. */
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
export { happeningKinds, happeningLabel } from "./happenings.ts";
export { roleLabels } from "./role-labels.ts";
