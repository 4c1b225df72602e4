import { defineWords } from "#ui/words.ts";

/** Lock screen and step-up: proving again that it is you. */
export const proveWords = defineWords("agency.prove", {
  en: {
    lockedTitle: "Locked",
    lockedHeading: "Screen locked",
    lockedWhy:
      "Locked after {{minutes}} minutes without use, or by you. What you were doing is kept as it was.",
    lockedAs: "Signed in as {{name}}",
    unlock: "Unlock",
    notYou: "Not {{name}}? Sign out",
    stepHeading: "Confirm that it is you",
    stepWhy: "This act needs a recent proof. It goes on by itself afterwards.",
    confirm: "Confirm",
    password: "Password",
    code: "Code of your authenticator",
    how: "Prove it with",
    byPassword: "Password",
    byCode: "Authenticator",
    passkey: "Use a passkey",
  },
  es: {
    lockedTitle: "Bloqueado",
    lockedHeading: "Pantalla bloqueada",
    lockedWhy:
      "Se bloqueó tras {{minutes}} minutos sin uso, o la bloqueó usted. Lo que hacía sigue como estaba.",
    lockedAs: "Sesión de {{name}}",
    unlock: "Desbloquear",
    notYou: "¿No es {{name}}? Cerrar sesión",
    stepHeading: "Confirme que es usted",
    stepWhy: "Esta acción necesita una prueba reciente. Después continúa por sí sola.",
    confirm: "Confirmar",
    password: "Contraseña",
    code: "Código de su autenticador",
    how: "Confirmar con",
    byPassword: "Contraseña",
    byCode: "Autenticador",
    passkey: "Usar una llave de acceso",
  },
});
