import Holidays from 'date-holidays'

/** Where consulates of our countries are; of other places an office serves the whole. */
const MEXICO: Readonly<Record<string, string>> = {
  AGU: 'Aguascalientes',
  BCN: 'Baja California',
  BCS: 'Baja California Sur',
  CAM: 'Campeche',
  CHH: 'Chihuahua',
  CHP: 'Chiapas',
  CMX: 'Ciudad de México',
  COA: 'Coahuila',
  COL: 'Colima',
  DUR: 'Durango',
  GRO: 'Guerrero',
  GUA: 'Guanajuato',
  HID: 'Hidalgo',
  JAL: 'Jalisco',
  MEX: 'Estado de México',
  MIC: 'Michoacán',
  MOR: 'Morelos',
  NAY: 'Nayarit',
  NLE: 'Nuevo León',
  OAX: 'Oaxaca',
  PUE: 'Puebla',
  QUE: 'Querétaro',
  ROO: 'Quintana Roo',
  SIN: 'Sinaloa',
  SLP: 'San Luis Potosí',
  SON: 'Sonora',
  TAB: 'Tabasco',
  TAM: 'Tamaulipas',
  TLA: 'Tlaxcala',
  VER: 'Veracruz',
  YUC: 'Yucatán',
  ZAC: 'Zacatecas',
}

/** The states of the country that an office is in, "us-TX" with its name; none where offices are not divided by states. */
export function statesOf(place: string | null): readonly { readonly id: string; readonly name: string }[] {
  const states = place === 'us' ? (new Holidays().getStates('US', 'en') ?? {}) : place === 'mx' ? MEXICO : {}
  return Object.entries(states)
    .map(([code, name]) => ({ id: `${place}-${code}`, name }))
    .sort((a, b) => a.name.localeCompare(b.name))
}
