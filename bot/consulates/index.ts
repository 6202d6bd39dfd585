// Which consulate serves whom: pure, made of content/jurisdiction by services/jurisdiction.
export {
  AreaCodesFile,
  CitiesFile,
  CountiesFile,
  HOSTS,
  type Host,
  NETWORKS,
  type Network,
  PlaceCode,
  type PlaceData,
  QuestionsFile,
  StatesFile,
} from './data.ts'
export { listed } from './place-names.ts'
export { createPlaceReader, type PlaceReader } from './places.ts'
export { createQuestionReader, type QuestionReader } from './question.ts'
export type { ConsularContact, ConsularView, ConsulateRow, Consulates } from './types.ts'
