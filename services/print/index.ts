export { openChromium } from './chromium.ts'
export { openPrinter, type PageSize, type Printer } from './printer.ts'
