import type { CardView, Reply } from '../../bot/index.ts'

export const CARD: CardView = {
  id: 'mx.birth-certificate',
  topic: 'birth-certificate',
  country: 'mx',
  phases: ['after'],
  profiles: [],
  lang: 'es',
  title: 'Copia certificada del acta de nacimiento',
  short: 'Puede sacar la copia de su acta en línea, con su CURP, o en el Registro Civil más cercano.',
  steps: ['Entre a la página con su CURP.', 'Revise que sus datos estén bien.', 'Pague e imprima la copia en hoja blanca.'],
  requires: ['Su CURP', 'El nombre de su mamá o su papá'],
  cost: 'Entre 54 y 238 pesos, según el estado',
  time: 'El mismo día',
  note: 'Si no aparece en línea, pregunte en el Registro Civil donde lo registraron.',
  services: [
    {
      id: 'mx-registro-civil',
      name: 'Registro Civil',
      unit: 'Actas en línea',
      phones: [
        { text: '+52 800 433 2000', kind: 'voice' },
        { text: '55 8932 4827', kind: 'whatsapp' },
      ],
      urls: ['https://www.gob.mx/ActaNacimiento'],
      address: 'Cualquier oficialía del Registro Civil',
      hours: 'lun-vie 08:00-16:00',
      alert: undefined,
      emails: [],
      facts: [],
    },
  ],
  source: { publisher: 'Gobierno de México', url: 'https://www.gob.mx/actas' },
  checkedOn: '2024-06-12',
  freshness: 'current',
  link: 'http://127.0.0.1/c/mx.birth-certificate',
}

export const ANSWER: Reply = {
  kind: 'answer',
  choices: [],
  card: CARD,
  text: `${CARD.title}\n${CARD.short}\n\nFuente: Gobierno de México. dato de 12 jun 2024. https://www.gob.mx/actas\n\nSeguimos en español.`,
}

export const QUESTION: Reply = {
  kind: 'question',
  text: '¿De qué país se trata?',
  choices: [
    { id: 'country:mx', title: 'México' },
    { id: 'country:gt', title: 'Guatemala' },
  ],
}

export const CRISIS: Reply = { kind: 'crisis', choices: [], text: 'Si está en peligro ahora, llame al 911. Las 24 horas.' }

/** A line of text from the bot. */
export function line(text: string): Reply {
  return { kind: 'notice', choices: [], text }
}
