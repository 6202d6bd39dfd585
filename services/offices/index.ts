export { chooseOffice } from './choose-office.ts'
export { type Office, type OfficeDirectory, openOffices } from './directory.ts'
export { type Hours, localTime, type Opening, openingAt, promisedAt } from './office-hours.ts'
