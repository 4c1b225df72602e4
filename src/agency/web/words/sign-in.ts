import { defineWords } from "#ui/words.ts";

export const signInWords = defineWords("agency.sign-in", {
  en: {
    heading: "Sign in",
    email: "E-mail",
    password: "Password",
    next: "Agree and continue",
    signIn: "Agree and sign in",
    or: "or",
    passkey: "Use a passkey",
    passkeyAddress:
      "Passkeys are bound to a name, and this page is open under a bare address. Open it as",
    passkeyAddressNoName:
      "Passkeys are bound to a name, and this page is open under a bare address. Ask your administrator for the server's name.",
    passkeyInsecure: "Passkeys need a safe connection (https). Ask your administrator.",
    codeHeading: "Confirm that it is you",
    codeHint: "Six digits from your authenticator app.",
    code: "Code",
    recovery: "Recovery code",
    recoveryHint: "One of the codes you kept when you set up your account. Each works once.",
    useRecovery: "Use a recovery code instead",
    useCode: "Use the authenticator instead",
    startOver: "Start over",
    passkeyWanted:
      "Your password is right. Your account's second factor is its passkey: use it now.",
    passWorking: "Signing you in with the link…",
    demo: "This is the demo agency. Use one of the links that were printed when it was opened.",
    trouble: "Cannot sign in? An administrator can open a locked account or send a recovery link.",
    noticeHeading: "Before you sign in",
    notice1: "This is a restricted system of {{agency}}, for its work only.",
    notice2: "What you do here is monitored, recorded and may be audited.",
    notice3: "Use without authority is prohibited, and may bring criminal and civil penalties.",
    notice4: "By signing in you agree to this monitoring and recording.",
    thisAgency: "this agency",
    tagline: "One place for what the agency says, and proof of every word.",
    ended12: "Your session reached its twelve hours. Sign in again to go on; drafts were saved.",
    endedSignedOut: "You are signed out.",
    endedOver: "Your session has ended. Sign in again to go on; drafts were saved.",
    setupNeeded:
      "Openbeat is not set up yet. Open the link that it printed in the terminal when it started.",
  },
  es: {
    heading: "Iniciar sesión",
    email: "Correo electrónico",
    password: "Contraseña",
    next: "Aceptar y continuar",
    signIn: "Aceptar e iniciar sesión",
    or: "o",
    passkey: "Usar una llave de acceso",
    passkeyAddress:
      "Las llaves de acceso están ligadas a un nombre, y esta página está abierta con una dirección numérica. Ábrala como",
    passkeyAddressNoName:
      "Las llaves de acceso están ligadas a un nombre, y esta página está abierta con una dirección numérica. Pida el nombre del servidor a su administrador.",
    passkeyInsecure:
      "Las llaves de acceso necesitan una conexión segura (https). Hable con su administrador.",
    codeHeading: "Confirme que es usted",
    codeHint: "Seis dígitos de su aplicación de autenticación.",
    code: "Código",
    recovery: "Código de recuperación",
    recoveryHint: "Uno de los códigos que guardó al crear su cuenta. Cada uno sirve una vez.",
    useRecovery: "Usar un código de recuperación",
    useCode: "Usar la aplicación de autenticación",
    startOver: "Empezar de nuevo",
    passkeyWanted:
      "Su contraseña es correcta. El segundo factor de su cuenta es su llave de acceso: úsela ahora.",
    passWorking: "Iniciando sesión con el enlace…",
    demo: "Esta es la agencia de demostración. Use uno de los enlaces que se imprimieron al abrirla.",
    trouble:
      "¿No puede entrar? Un administrador puede abrir una cuenta bloqueada o enviar un enlace de recuperación.",
    noticeHeading: "Antes de entrar",
    notice1: "Este es un sistema restringido de {{agency}}, solo para su trabajo.",
    notice2: "Lo que haga aquí se vigila, se registra y puede auditarse.",
    notice3: "El uso sin autorización está prohibido y puede tener sanciones penales y civiles.",
    notice4: "Al iniciar sesión acepta esta vigilancia y este registro.",
    thisAgency: "esta agencia",
    tagline: "Un solo lugar para lo que dice la agencia, y prueba de cada palabra.",
    ended12:
      "Su sesión llegó a las doce horas. Inicie sesión de nuevo; los borradores se guardaron.",
    endedSignedOut: "Ha cerrado la sesión.",
    endedOver: "Su sesión terminó. Inicie sesión de nuevo; los borradores se guardaron.",
    setupNeeded:
      "Openbeat aún no está configurado. Abra el enlace que imprimió en la terminal al iniciar.",
  },
});
