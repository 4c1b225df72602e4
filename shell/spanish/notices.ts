/** What each network allows and forbids, as its connector says it. */
export const noticeSentences: Readonly<Record<string, string>> = {
  "Telegram shows no picture descriptions and no caption tracks: say what matters in the text.":
    "Telegram no muestra descripciones de imágenes ni subtítulos: diga lo importante en el texto.",
  "A bot cannot read back what it posted: when an answer is lost, a person is asked to look.":
    "Un bot no puede releer lo que publicó: si se pierde una respuesta, se pide a una persona que mire.",
  "News for a bot lies in one queue: use one bot for one channel, and set no webhook for it.":
    "Las novedades de un bot están en una sola cola: use un bot por canal y no le ponga webhook.",
  "Discord hides the words of others from a bot without the Message Content intent: switch it on.":
    "Discord oculta a un bot las palabras ajenas sin el permiso Message Content: actívelo.",
  "A post calls nobody: @everyone and @here stay words.":
    "Una publicación no avisa a nadie: @everyone y @here quedan como palabras.",
  "A poll is open for whole hours, and cannot be edited once it is sent.":
    "Una encuesta está abierta horas enteras y no se puede editar una vez enviada.",
  "A poll cannot be edited once it is sent; taking it back works.":
    "Una encuesta enviada no se puede editar; retirarla sí.",
  "A poll stays open for a day.": "Una encuesta queda abierta un día.",
  "A poll is open for one, three, seven or fourteen days; the last line of the text is its question.":
    "Una encuesta está abierta uno, tres, siete o catorce días; la última línea del texto es su pregunta.",
  "Servers of the fediverse take no caption tracks: captions of a video must be burnt into the picture.":
    "Los servidores del fediverso no aceptan pistas de subtítulos: los subtítulos de un video deben ir quemados en la imagen.",
  "Other servers keep their own copies: a recall asks all of them to delete theirs, and none can be made to.":
    "Otros servidores guardan sus propias copias: un retiro les pide a todos que borren la suya, y a ninguno se le puede obligar.",
  "Mastodon takes no caption tracks: captions of a video must be burnt into the picture.":
    "Mastodon no admite pistas de subtítulos: los de un video van incrustados en la imagen.",
  "Bluesky takes videos from accounts whose e-mail address is confirmed, and only some a day.":
    "Bluesky admite videos de cuentas con el correo confirmado, y solo algunos al día.",
  "Discord takes no caption track: words must be burnt into a video.":
    "Discord no admite subtítulos: las palabras deben ir grabadas en el video.",
  "A text cannot be edited or taken back: a correction is a second text.":
    "Un mensaje de texto no se puede editar ni retirar: una corrección es un segundo mensaje.",
  "Write only to telephones that agreed to it (47 U.S.C. § 227); STOP is obeyed at once.":
    "Escriba solo a teléfonos que lo aceptaron (47 U.S.C. § 227); STOP se obedece al momento.",
  "In the USA the number must be registered (10DLC or toll-free) before carriers deliver; it takes weeks.":
    "En EE. UU. el número debe registrarse (10DLC o gratuito) antes de que las operadoras entreguen; tarda semanas.",
  "Pictures go as MMS, in the USA and Canada only, without their descriptions.":
    "Las imágenes van como MMS, solo en EE. UU. y Canadá, sin sus descripciones.",
  "Facebook takes no key against doubles: a lost answer is settled by reading the page.":
    "Facebook no admite una clave contra duplicados: una respuesta perdida se aclara leyendo la página.",
  "An edit changes words, not pictures, and not who sees the post.":
    "Una edición cambia palabras, no imágenes ni quién ve la publicación.",
  "Facebook shows it to nobody outside these places.":
    "Facebook no la muestra a nadie fuera de estos lugares.",
  "LinkedIn brings it to people in these places; whoever has its address can open it.":
    "LinkedIn la lleva a personas de estos lugares; quien tenga su dirección puede abrirla.",
  "Nextdoor brings it to neighbors in these parts of the service area; whoever has its address can open it.":
    "Nextdoor la lleva a vecinos de estas partes de la zona de servicio; quien tenga su dirección puede abrirla.",
  "A live stream is announced at most seven days ahead; the page needs 100 followers, and its account 60 days.":
    "Una transmisión se anuncia con siete días de antelación como máximo; la página necesita 100 seguidores, y su cuenta 60 días.",
  "The app must have passed Meta's review for the pages of others than its own developers.":
    "La aplicación debe haber pasado la revisión de Meta para páginas que no sean de quienes la desarrollan.",
  "Instagram lets no app edit a post or take it back: that is done by hand in its own app.":
    "Instagram no deja a ninguna aplicación editar ni retirar una publicación: se hace a mano en su propia aplicación.",
  "Instagram fetches pictures from this installation, which must be reachable from outside.":
    "Instagram recoge las imágenes de esta instalación, que debe ser accesible desde fuera.",
  "Instagram takes JPEG alone: a PNG or WebP picture is written anew as JPEG when it is fetched.":
    "Instagram solo admite JPEG: una imagen PNG o WebP se reescribe como JPEG cuando la recoge.",
  "Links in a caption cannot be followed; captions of a video must be burnt into the picture.":
    "Los enlaces de un pie no se pueden seguir; los subtítulos de un video deben ir grabados en la imagen.",
  "LinkedIn gives the Community Management interface only to apps it reviewed.":
    "LinkedIn da la interfaz Community Management solo a aplicaciones que revisó.",
  "A consent lives sixty days; most apps get no renewal, so somebody says yes again every two months.":
    "Un consentimiento dura sesenta días; casi ninguna aplicación lo renueva, así que alguien dice que sí otra vez cada dos meses.",
  "Nextdoor gives its Publish interface only to agencies that applied for it.":
    "Nextdoor da su interfaz Publish solo a las agencias que la solicitaron.",
  "An urgent alert is made by hand in Nextdoor: its interface makes ordinary posts only. The next reading brings it into the record.":
    "Una alerta urgente se hace a mano en Nextdoor: su interfaz solo hace publicaciones ordinarias. La lectura siguiente la trae al archivo.",
  "Nextdoor hands back the fifty newest posts of the person who said yes, not those of colleagues: each connects an account.":
    "Nextdoor devuelve las cincuenta publicaciones más recientes de quien dijo que sí, no las de sus colegas: cada quien conecta una cuenta.",
  "Nextdoor names neighbors by a number alone, and lets no app read direct messages.":
    "Nextdoor nombra a los vecinos solo con un número y no deja a ninguna aplicación leer mensajes directos.",
  "Nextdoor takes no descriptions of pictures; captions of a video must be burnt into the picture.":
    "Nextdoor no admite descripciones de imágenes; los subtítulos de un video deben ir grabados en la imagen.",
  "Threads lets no app edit a post: a correction is a new post or an answer.":
    "Threads no deja a ninguna aplicación editar: una corrección es una publicación nueva o una respuesta.",
  "At most 100 posts can be taken back in 24 hours.":
    "En 24 horas se pueden retirar como mucho 100 publicaciones.",
  "Threads fetches pictures from this installation, which must be reachable from outside.":
    "Threads recoge las imágenes de esta instalación, que debe ser accesible desde fuera.",
  "Until TikTok has audited the agency's app, its posts are for the account's own eyes alone, and the account must be private.":
    "Hasta que TikTok audite la aplicación de la agencia, sus publicaciones son solo a la vista de la propia cuenta, que debe ser privada.",
  "TikTok lets no app edit a post or take it back: that is done by hand in its own app, then marked here as put right. The next reading brings a new video into the record.":
    "TikTok no deja a ninguna aplicación editar ni retirar: se hace a mano en su propia aplicación y luego se marca aquí como corregido. La lectura siguiente trae un video nuevo al archivo.",
  "TikTok lets no app read or answer comments. They stay off unless you ask for them; then they are looked after in TikTok's own app.":
    "TikTok no deja a ninguna aplicación leer ni responder comentarios. Quedan desactivados si no los pide; entonces se atienden en la aplicación de TikTok.",
  "TikTok shows nothing without pictures or a video, and fetches pictures from this installation, whose address the app must have proved to be its own.":
    "TikTok no muestra nada sin imágenes o un video y recoge las imágenes de esta instalación, cuya dirección debe haber probado como suya la aplicación.",
  "TikTok looks each public post over before it shows it: that takes a minute, at times hours.":
    "TikTok revisa cada publicación pública antes de mostrarla: tarda un minuto, a veces horas.",
  "TikTok tells no app that a post was changed in TikTok's own app: look there yourself from time to time.":
    "TikTok no avisa a ninguna aplicación si se cambió una publicación en la suya: mire usted allí de vez en cuando.",
  "TikTok takes no descriptions of pictures; captions of a video must be burnt into the picture.":
    "TikTok no admite descripciones de imágenes; los subtítulos de un video deben ir grabados en la imagen.",
  "WhatsApp lets an agency write first only with an approved template; the post fills its one gap.":
    "WhatsApp deja a una agencia escribir primero solo con una plantilla aprobada; la publicación llena su único hueco.",
  "WhatsApp cannot be asked what was sent: when an answer is lost, a person is asked to look.":
    "No se puede preguntar a WhatsApp qué se envió: si se pierde una respuesta, se pide a una persona que mire.",
  "Answers come by the webhook alone; what it loses cannot be read back.":
    "Las respuestas llegan solo por el webhook; lo que pierde no se puede releer.",
  "A message cannot be edited or taken back. Write only to telephones that agreed to it.":
    "Un mensaje no se puede editar ni retirar. Escriba solo a teléfonos que lo aceptaron.",
  "X takes money for each post, and thirteen times as much for one with a link.":
    "X cobra por cada publicación, y trece veces más por una con enlace.",
  "X lets an app answer only who mentioned or quoted the account; other answers are given in X's own app.":
    "X deja responder a una aplicación solo a quien mencionó o citó la cuenta; lo demás se responde en la aplicación de X.",
  "Only paying accounts can edit, and an edit is a new post: a correction here is a new post.":
    "Solo las cuentas de pago pueden editar, y una edición es una publicación nueva: aquí una corrección es una publicación nueva.",
  "Direct messages of the last 30 days are read, both ways, at a cent each; the encrypted ones of X Chat are not.":
    "Se leen los mensajes directos de los últimos 30 días, en los dos sentidos, a un centavo cada uno; los cifrados de X Chat no.",
  "A publicly owned service that posts emergency notices can ask X for free Public Utility access.":
    "Un servicio público que publica avisos de emergencia puede pedir a X el acceso gratuito Public Utility.",
  "YouTube shows nothing without a video, and a video needs a title.":
    "YouTube no muestra nada sin un video, y un video necesita título.",
  "Until Google has audited the project, its videos stay private whatever is asked.":
    "Hasta que Google audite el proyecto, sus videos quedan privados, se pida lo que se pida.",
  "YouTube takes community posts from no program: they are written in YouTube Studio.":
    "YouTube no acepta publicaciones de comunidad de ningún programa: se escriben en YouTube Studio.",
  "A live stream is announced here, begins when your encoder sends and ends when it stops. Its chat is moderated in YouTube Studio.":
    "Una transmisión en vivo se anuncia aquí, empieza cuando su codificador envía y termina cuando para. Su chat se modera en YouTube Studio.",
  "The project's quota is enough for four videos a day; one is kept for life safety.":
    "La cuota del proyecto alcanza para cuatro videos al día; uno se guarda para riesgo de vida.",
};
