import type { IndicatorId } from './read.ts'

interface Explained {
  readonly name: string
  readonly formula: string
  readonly source: string
  readonly limits: string
}

const REFERRAL_ES = 'Por oficina o ficha de servicio a la que se refirió.'
const REFERRAL_EN = 'By the office or service record that was referred to.'
const REACH_ES = 'Conversaciones en las que se dijo algo, cada una una vez al mes.'
const REACH_EN = 'Conversations in which something was said, each once a month.'

/** Each indicator with its name, formula, source and limits: on the page, in the printed report, and in docs/indicators.md. */
export const INDICATOR_TEXTS: Readonly<Record<'es' | 'en', Readonly<Record<IndicatorId, Explained>>>> = {
  es: {
    'contact-days': {
      name: 'Días hasta el primer contacto humano',
      formula: 'Casos por días entre la solicitud y las primeras palabras de una persona de la oficina.',
      source: 'Consola, al responder por primera vez.',
      limits: 'Cuenta en el mes del contacto; quien aún espera no está.',
    },
    'service-days': {
      name: 'Días hasta el primer servicio',
      formula: 'Casos por días entre la solicitud y la primera referencia aceptada por otra institución.',
      source: 'Consola, al aceptar la referencia.',
      limits: 'Lo que la propia oficina da sin referencia no se ve aquí.',
    },
    request: {
      name: 'Solicitudes aceptadas',
      formula: 'Casos tomados por primera vez ÷ casos pedidos en el mes.',
      source: 'Chat (pedido) y consola (tomado).',
      limits: 'Un caso pedido a fin de mes puede tomarse en el siguiente.',
    },
    step: {
      name: 'Pasos del plan hechos a los 3, 6 y 12 meses',
      formula: 'Respuestas «sí» ÷ respuestas a «¿se hizo el paso?».',
      source: 'Seguimiento en el chat, con consentimiento.',
      limits: 'Solo quien aceptó y contestó; es lo que dice la persona. A quien vino con niños se le pregunta primero por la escuela.',
    },
    satisfaction: {
      name: 'Satisfacción',
      formula: 'Respuestas «sirve» ÷ respuestas a «¿le sirvió?».',
      source: 'Chat.',
      limits: 'Se pregunta una vez al día y no a todas las personas.',
    },
    papers: {
      name: 'Llegan sin documentos de identidad',
      formula: 'Quienes dicen que no tienen ÷ quienes dijeron algo de sus documentos.',
      source: 'Perfil antes del regreso, contado con permiso.',
      limits: 'Dicho por la persona; quien no lo dijo no cuenta como «no».',
    },
    skills: {
      name: 'Llegan con oficio que se puede certificar',
      formula: 'Quienes dicen un oficio ÷ quienes dijeron algo de ello.',
      source: 'Perfil antes del regreso, contado con permiso.',
      limits: 'Dicho por la persona; nadie lo ha examinado.',
    },
    children: {
      name: 'Llegan con niñas o niños',
      formula: 'Quienes vienen con ellos ÷ quienes dijeron con quién vienen.',
      source: 'Perfil antes del regreso, contado con permiso.',
      limits: 'Dicho por la persona antes del regreso.',
    },
    school: {
      name: 'Niñas y niños que volvieron a la escuela',
      formula: 'Quienes dicen que todos los que vinieron con ellos van a la escuela ÷ quienes contestaron «sí» o «no».',
      source: 'Seguimiento en el chat, solo de quienes aceptaron que se cuente.',
      limits: 'Dicho por la persona; cuenta personas, no niños, una vez por pregunta. Quien dice que no tienen edad no está.',
    },
    'referral-made': { name: 'Referencias hechas', formula: 'Referencias abiertas en el mes.', source: 'Consola.', limits: REFERRAL_ES },
    'referral-accepted': {
      name: 'Referencias aceptadas',
      formula: 'Referencias que la otra institución tomó.',
      source: 'Consola y /api/v1.',
      limits: `${REFERRAL_ES} Cuenta en el mes de la respuesta.`,
    },
    'referral-refused': {
      name: 'Referencias no aceptadas',
      formula: 'Referencias que la otra institución no tomó, o que la persona no quiso.',
      source: 'Consola, /api/v1 y chat.',
      limits: REFERRAL_ES,
    },
    'referral-expired': {
      name: 'Referencias sin respuesta',
      formula: 'Referencias sin respuesta en 30 días.',
      source: 'El servicio, una vez vencidas.',
      limits: REFERRAL_ES,
    },
    'reach-country': { name: 'Alcance por país', formula: REACH_ES, source: 'Chat.', limits: 'Solo donde el país se supo.' },
    'reach-phase': {
      name: 'Alcance por momento del regreso',
      formula: REACH_ES,
      source: 'Chat.',
      limits: 'Solo donde el momento se supo.',
    },
    'reach-lang': { name: 'Alcance por idioma', formula: REACH_ES, source: 'Chat.', limits: 'El idioma en que se contestó.' },
    'reach-channel': {
      name: 'Alcance por canal',
      formula: REACH_ES,
      source: 'Chat.',
      limits: 'Quien escribe por dos canales cuenta en los dos.',
    },
    'reach-profile': {
      name: 'Alcance por sexo y edad',
      formula: 'Conversaciones en las que se dijo, cada una una vez al mes.',
      source: 'Chat, y perfil antes del regreso contado con permiso.',
      limits: 'Solo quien lo dijo. Se pregunta solo en el perfil, a quien quiera decirlo; jóvenes: 18 a 29 años; mayores: desde 60.',
    },
    unanswered: {
      name: 'Temas sin buena respuesta',
      formula: 'Preguntas sin buena respuesta, por tema.',
      source: 'Chat.',
      limits: 'Temas con menos de cinco personas no se dicen.',
    },
  },
  en: {
    'contact-days': {
      name: 'Days to the first human contact',
      formula: "Cases by days from the request to the first words of the office's staff.",
      source: 'Console, with the first reply.',
      limits: 'Counts in the month of the contact; who still waits is not in it.',
    },
    'service-days': {
      name: 'Days to the first service',
      formula: 'Cases by days from the request to the first referral that another institution accepted.',
      source: 'Console, when the referral is accepted.',
      limits: 'What the office itself gives without a referral is not seen here.',
    },
    request: {
      name: 'Requests accepted',
      formula: 'Cases taken for the first time ÷ cases asked for in the month.',
      source: 'Chat (asked for) and console (taken).',
      limits: 'A case asked for at the end of a month may be taken in the next.',
    },
    step: {
      name: 'Plan steps done at 3, 6 and 12 months',
      formula: 'Answers "yes" ÷ answers to "did the step happen?".',
      source: 'Follow-up in the chat, by consent.',
      limits: 'Only who agreed and answered; it is what the person says. Who came with children is asked about school first.',
    },
    satisfaction: {
      name: 'Satisfaction',
      formula: 'Answers "useful" ÷ answers to "was it useful?".',
      source: 'Chat.',
      limits: 'Asked once a day, not of everybody.',
    },
    papers: {
      name: 'Arriving without identity papers',
      formula: 'Who say they have none ÷ who said anything of their papers.',
      source: 'Profile before the return, counted with leave.',
      limits: 'Said by the person; who did not say does not count as "no".',
    },
    skills: {
      name: 'Arriving with skills that can be certified',
      formula: 'Who tell a trade ÷ who said anything of it.',
      source: 'Profile before the return, counted with leave.',
      limits: 'Said by the person; nobody has examined it.',
    },
    children: {
      name: 'Arriving with children',
      formula: 'Who come with children ÷ who told with whom they come.',
      source: 'Profile before the return, counted with leave.',
      limits: 'Said by the person before the return.',
    },
    school: {
      name: 'Children who returned to school',
      formula: 'Who say that all who came with them go to school ÷ who answered "yes" or "no".',
      source: 'Follow-up in the chat, only of those who agreed to be counted.',
      limits:
        'Said by the person; counts people, not children, once each time they are asked. Who says that they are too young is not in it.',
    },
    'referral-made': { name: 'Referrals made', formula: 'Referrals opened in the month.', source: 'Console.', limits: REFERRAL_EN },
    'referral-accepted': {
      name: 'Referrals accepted',
      formula: 'Referrals that the other institution took.',
      source: 'Console and /api/v1.',
      limits: `${REFERRAL_EN} Counts in the month of the answer.`,
    },
    'referral-refused': {
      name: 'Referrals refused',
      formula: 'Referrals that the other institution did not take, or the person did not want.',
      source: 'Console, /api/v1 and chat.',
      limits: REFERRAL_EN,
    },
    'referral-expired': {
      name: 'Referrals without an answer',
      formula: 'Referrals without an answer in 30 days.',
      source: 'The service, once they have run out.',
      limits: REFERRAL_EN,
    },
    'reach-country': { name: 'Reach by country', formula: REACH_EN, source: 'Chat.', limits: 'Only where the country was known.' },
    'reach-phase': { name: 'Reach by phase of return', formula: REACH_EN, source: 'Chat.', limits: 'Only where the phase was known.' },
    'reach-lang': { name: 'Reach by language', formula: REACH_EN, source: 'Chat.', limits: 'The language that was answered in.' },
    'reach-channel': { name: 'Reach by channel', formula: REACH_EN, source: 'Chat.', limits: 'Who writes by two channels counts in both.' },
    'reach-profile': {
      name: 'Reach by sex and age',
      formula: 'Conversations in which it was told, each once a month.',
      source: 'Chat, and profile before the return counted with leave.',
      limits: 'Only who told it. It is asked in the profile only, of who wants to say it; young: 18 to 29; older: from 60.',
    },
    unanswered: {
      name: 'Topics without a good answer',
      formula: 'Questions without a good answer, by topic.',
      source: 'Chat.',
      limits: 'Topics with fewer than five people are not told.',
    },
  },
}

/** What stands around the indicators in the printed report. */
export const REPORT_WORDS = {
  es: {
    title: 'Indicadores',
    about: 'Cada número es «al menos», de cinco en cinco; menos de cinco personas no se dicen. Nadie puede reconocerse aquí.',
    all: 'todos los países',
    few: 'Menos de cinco personas en cada renglón.',
    notOver: 'El mes todavía no termina.',
    formula: 'Cálculo',
    source: 'Fuente',
    limits: 'Límites',
    made: 'Hecho el',
    share: 'cerca de',
  },
  en: {
    title: 'Indicators',
    about: 'Every number is "at least", in steps of five; fewer than five people are not told. Nobody can be recognised here.',
    all: 'all countries',
    few: 'Fewer than five people in each row.',
    notOver: 'The month is not over yet.',
    formula: 'Formula',
    source: 'Source',
    limits: 'Limits',
    made: 'Made on',
    share: 'about',
  },
} as const
