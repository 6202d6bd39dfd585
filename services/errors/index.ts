export { ERRORS, type ErrorClass, type ErrorCode, errorBody, PuenteError } from './catalogue.ts'
