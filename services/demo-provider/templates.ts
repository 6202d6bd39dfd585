/** Approved templates of the demo account, by language; their words are fixed at the provider. */
const LANGUAGES = ['es', 'en', 'ht', 'fr', 'pt']
const sids = (letter: string) => new Map(LANGUAGES.map((lang, i) => [lang, `HX${letter.repeat(31)}${i}`] as const))

/** They say that there is an answer. */
export const DEMO_KNOCK_SIDS = sids('f')
/** The same for news of an office. */
export const DEMO_NEWS_SIDS = sids('e')
/** They ask how somebody is (follow_up.ask_how). */
export const DEMO_CHECK_IN_SIDS = sids('d')

const words = (known: ReadonlyMap<string, string>, texts: readonly string[]): [string, string][] =>
  [...known.values()].map((sid, i) => [sid, texts[i] ?? ''])

/** What each template says. */
export const DEMO_TEMPLATES: ReadonlyMap<string, string> = new Map([
  ...words(DEMO_KNOCK_SIDS, [
    'Puente: hay una respuesta para usted. Conteste este mensaje para recibirla.',
    'Puente: there is an answer for you. Reply to this message to get it.',
    'Puente: gen yon repons pou ou. Reponn mesaj sa a pou w resevwa l.',
    'Puente: il y a une réponse pour vous. Répondez à ce message pour la recevoir.',
    'Puente: há uma resposta para você. Responda a esta mensagem para recebê-la.',
  ]),
  ...words(DEMO_NEWS_SIDS, [
    'Puente: hay un aviso para usted. Conteste este mensaje para leerlo, o SIN AVISOS para no recibir más.',
    'Puente: there is a notice for you. Reply to this message to read it, or NO NOTICES to get no more.',
    'Puente: gen yon avi pou ou. Reponn mesaj sa a pou w li l, oswa SAN AVI pou w pa resevwa ankò.',
    'Puente: il y a un avis pour vous. Répondez à ce message pour le lire, ou SANS AVIS pour ne plus en recevoir.',
    'Puente: há um aviso para você. Responda a esta mensagem para ler, ou SEM AVISOS para não receber mais.',
  ]),
  ...words(DEMO_CHECK_IN_SIDS, [
    'Puente: usted dijo que podíamos preguntarle cómo le va. ¿Cómo está? 1 Bien. 2 Más o menos. 3 Mal. Para que no le pregunte más escriba STOP.',
    'Puente: you said that we may ask how you are doing. How are you? 1 Well. 2 So-so. 3 Not well. To stop the questions write STOP.',
    'Puente: ou te di nou ka mande w kijan w ye. Kijan w ye? 1 Byen. 2 Konsa konsa. 3 Mal. Pou m pa mande w ankò ekri STOP.',
    'Puente : vous avez dit que nous pouvions vous demander comment vous allez. Comment allez-vous ? 1 Bien. 2 Moyen. 3 Mal. Pour arrêter les questions écrivez STOP.',
    'Puente: você disse que podíamos perguntar como está. Como você está? 1 Bem. 2 Mais ou menos. 3 Mal. Para parar as perguntas escreva STOP.',
  ]),
])
