export { type AccessContext, can, type Subject } from './can.ts'
export { ENDPOINTS, type Endpoint, type EndpointName } from './endpoints.ts'
export { RULES, SHARED } from './rules.ts'
export {
  ACTIONS,
  type Action,
  alertRolesOf,
  RESOURCES,
  type Resource,
  ROLES,
  type Role,
  SHARE_FIELDS,
  type ShareField,
} from './vocabulary.ts'
