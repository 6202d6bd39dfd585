import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import {
  AreaCodesFile,
  CitiesFile,
  CountiesFile,
  createPlaceReader,
  createQuestionReader,
  NETWORKS,
  type Network,
  type PlaceReader,
  type QuestionReader,
  QuestionsFile,
  StatesFile,
} from '../../bot/consulates/index.ts'
import { type Fault, readYaml } from '../content/index.ts'
import { NetworkFile } from './schema.ts'

export interface Jurisdiction {
  readonly networks: ReadonlyMap<Network, NetworkFile>
  readonly states: z.infer<typeof StatesFile>
  readonly areaCodes: z.infer<typeof AreaCodesFile>
  readonly places: PlaceReader
  readonly questions: QuestionReader
}

const FOLDER = 'jurisdiction'

/**
 * Reads content/jurisdiction. With a fault in it there is no value and every fault is named; nothing throws. A content folder without
 * it is whole too: questions on consulates then get their cards.
 * @param contentDir the content folder
 */
export async function loadJurisdiction(contentDir: string): Promise<{ value: Jurisdiction | undefined; faults: Fault[] }> {
  const faults: Fault[] = []
  const isThere = await access(join(contentDir, FOLDER)).then(
    () => true,
    () => false,
  )
  if (!isThere) return { value: undefined, faults }
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T | undefined> => {
    const shown = join('content', FOLDER, name)
    try {
      const result = await readYaml(join(contentDir, FOLDER, name), shown, schema)
      faults.push(...result.faults)
      return result.value
    } catch {
      faults.push({ file: shown, line: 0, field: 'file', what: 'missing or not readable', fix: 'Restore it from the last version in git.' })
      return undefined
    }
  }
  const [states, areaCodes, cities, counties, questions, ...networks] = await Promise.all([
    read('states.yaml', StatesFile),
    read('area-codes.yaml', AreaCodesFile),
    read('cities.yaml', CitiesFile),
    read('counties.yaml', CountiesFile),
    read('questions.yaml', QuestionsFile),
    ...NETWORKS.map((country) => read(`${country}.yaml`, NetworkFile as z.ZodType<NetworkFile>)),
  ])
  if (!states || !areaCodes || !cities || !counties || !questions || networks.includes(undefined)) return { value: undefined, faults }
  const reader = createQuestionReader(questions)
  for (const { pattern, what, lang } of reader.faults)
    faults.push({
      file: join('content', FOLDER, 'questions.yaml'),
      line: 0,
      field: `${lang} ${pattern}`,
      what,
      fix: 'See content/safety/README.md for how patterns are written.',
    })
  return {
    value: {
      networks: new Map(networks.flatMap((network) => (network ? [[network.country, network] as const] : []))),
      states,
      areaCodes,
      places: createPlaceReader({ states, areaCodes, cities, counties, words: questions }),
      questions: reader,
    },
    faults,
  }
}
