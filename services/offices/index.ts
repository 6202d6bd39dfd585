export { chooseOffice } from './choose-office.ts'
export { countedFor } from './counted-for.ts'
export { type Office, type OfficeDirectory, openOffices } from './directory.ts'
export { type Hours, localTime, type Opening, openingAt, promisedAt } from './office-hours.ts'
