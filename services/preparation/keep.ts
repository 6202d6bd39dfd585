import { Preparation, type PreparationChange, type ReturnCount } from '../../bot/index.ts'
import type { PersonVault } from '../privacy/index.ts'
import { addReturnCount, type Db, deletePreparation, findPreparation, savePreparation } from '../store/index.ts'

/** What the sealed words are bound to. */
const contextOf = (personId: string) => `preparation:${personId}`

/** What a person has told about their return; undefined when there is nothing. */
export async function readPreparation(db: Db, vault: PersonVault, personId: string): Promise<Preparation | undefined> {
  const sealed = await findPreparation(db, personId)
  return sealed && Preparation.parse(JSON.parse(vault.openText(sealed, contextOf(personId))))
}

interface Change {
  readonly personId: string
  readonly vault: PersonVault
  readonly change: PreparationChange
  readonly now: number
  /** The day that figures are counted under: "2026-11-25". */
  readonly today: string
}

/** Keeps what a turn changed, and counts who agreed to it, inside the turn's transaction. */
export async function keepPreparation(tx: Db, { personId, vault, change, now, today }: Change): Promise<void> {
  const { save, count } = change
  if (save) await savePreparation(tx, { personId, bodySealed: vault.sealText(JSON.stringify(save), contextOf(personId)), now })
  else await deletePreparation(tx, personId)
  if (count) await addReturnCount(tx, { month: today.slice(0, 7), ...rowOf(count) })
}

function rowOf({ country, officeId, hasPapers, hasSkills, hasChildren }: ReturnCount) {
  const told = (fact: boolean | undefined) => (fact === undefined ? 0 : 1)
  return {
    country: country ?? '',
    office_id: officeId ?? '',
    people: 1,
    papers_told: told(hasPapers),
    without_papers: hasPapers === false ? 1 : 0,
    skills_told: told(hasSkills),
    with_skills: hasSkills ? 1 : 0,
    children_told: told(hasChildren),
    with_children: hasChildren ? 1 : 0,
  }
}
