import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { NETWORKS } from '../../bot/consulates/index.ts'
import { createLibrary, type Library, loadContentFiles, loadDossier } from '../../services/content/index.ts'
import { checkJurisdiction, type Jurisdiction, loadJurisdiction, NetworkFile, rowOf, tableOf } from '../../services/jurisdiction/index.ts'

const CONTENT = join(import.meta.dirname, '..', '..', 'content')
/** The fifty states, the District and Puerto Rico: written here once more, so that a state lost from the data is seen. */
const US =
  'AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  )
const MX =
  'AGU BCN BCS CAM CHP CHH CMX COA COL DUR GUA GRO HID JAL MEX MIC MOR NAY NLE OAX PUE QUE ROO SLP SIN SON TAB TAM TLA VER YUC ZAC'.split(
    ' ',
  )

let jurisdiction: Jurisdiction
let library: Library
beforeAll(async () => {
  const { value, faults } = await loadJurisdiction(CONTENT)
  expect(faults).toEqual([])
  jurisdiction = value as Jurisdiction
  library = createLibrary(await loadContentFiles(CONTENT), {
    clock: () => new Date(),
    graceUntil: undefined,
    publicUrl: () => 'https://x.test',
  })
})

describe.each(NETWORKS)('the consular network of %s', (country) => {
  const network = () => jurisdiction.networks.get(country) as NetworkFile
  const expected = [...US.map((state) => `us-${state}`), ...(country === 'mx' ? [] : MX.map((state) => `mx-${state}`))]

  test('has one row for every state, with at least one service of that country and a source', () => {
    const rows = tableOf(jurisdiction, network())
    expect(rows.map(({ place }) => place).sort()).toEqual([...expected].sort())
    for (const row of rows) {
      expect(row.services.length).toBeGreaterThan(0)
      for (const id of row.services) expect(library.services.get(id)?.country).toBe(country)
      expect(row.source.publisher).not.toBe('')
      expect(row.source.url).toMatch(/^https?:/)
    }
  })

  test('says of no consulate that it serves a state without a list of a source', () => {
    const listed = new Set(network().lists.flatMap(({ places }) => places))
    for (const row of tableOf(jurisdiction, network())) expect(row.basis).toBe(listed.has(row.place) ? 'list' : 'general')
  })

  test('shows a card of that country on its consulates', () => {
    expect(library.file(network().card)).toMatchObject({ country, topic: 'consular-help' })
  })
})

test('all of it holds against the service records and the dossier', async () => {
  expect(checkJurisdiction(jurisdiction, library, await loadDossier(CONTENT))).toEqual([])
})

test('numbers that the dossier tells not to publish stand nowhere in it', async () => {
  const phones = [...jurisdiction.networks.values()]
    .flatMap((network) => [...network.general.services, ...network.seats.flatMap(({ service }) => service ?? [])])
    .flatMap((id) => library.services.get(id)?.phones ?? [])
    .map(({ number }) => number)
  expect(phones).not.toContain('+18007476117')
  expect(phones).not.toContain('+18554636242')
  expect(phones).not.toContain('+50433379047')
})

test('a list of a source counts where it says, and nowhere else', () => {
  const base = jurisdiction.networks.get('gt') as NetworkFile
  const [source] = base.general.sources
  const network = NetworkFile.parse({
    ...base,
    lists: [{ places: ['us-OH', 'us-KY'], services: ['gt-consulate-columbus'], dossier: 'gt/41', source }],
  })
  expect(rowOf(network, 'us-KY')).toMatchObject({ basis: 'list', services: ['gt-consulate-columbus'], source })
  expect(rowOf(network, 'us-IN')).toMatchObject({ basis: 'general' })
  expect(rowOf(network, 'ca-ON')).toBeUndefined()
})

test('what is wrong in the data is named with its file', async () => {
  const base = jurisdiction.networks.get('gt') as NetworkFile
  const broken = {
    ...base,
    general: { ...base.general, services: ['gt-nowhere', 'hn-siamigh'] },
    seats: [{ ...(base.seats[0] as NetworkFile['seats'][number]), city: 'Cleveland' }],
    lists: [{ places: ['us-XX'], services: ['gt-consulate-columbus'], dossier: 'gt/999', source: base.general.sources[0] }],
  } as NetworkFile
  const areaCodes = { ...jurisdiction.areaCodes, TX: [...(jurisdiction.areaCodes.TX ?? []), 212] }
  const networks = new Map([['gt' as const, broken]])
  const faults = checkJurisdiction({ ...jurisdiction, areaCodes, networks }, library, await loadDossier(CONTENT))
  expect(faults.map(({ field }) => field)).toEqual([
    '212',
    'gt-nowhere',
    'hn-siamigh',
    'gt-consulates-us',
    'us-XX',
    'gt/999',
    'Cleveland gt/41',
  ])
  for (const fault of faults) expect(fault.file).toMatch(/^content\/jurisdiction\//)
})
