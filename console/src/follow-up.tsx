import { dateTime } from './dates.ts'
import { useText } from './i18n.ts'
import { useData } from './use-data.ts'

interface CheckIn {
  readonly id: string
  readonly month: number
  readonly state: string
  readonly dueAt: number
  readonly askedAt: number | null
  readonly how: number | null
  readonly stepDone: boolean | null
  readonly school: 'yes' | 'no' | 'too-young' | null
  readonly wantsPerson: boolean | null
  readonly step: string | null
  readonly words: Readonly<Record<string, string>>
}

interface FollowUpInfo {
  readonly state: 'offered' | 'agreed' | 'refused' | 'ended' | null
  readonly agreedAt: number | null
  readonly checkIns: readonly CheckIn[]
}

/** What the person agreed to be asked after the case, and what they answered. */
export function FollowUp({ caseId }: { caseId: string }) {
  const t = useText()
  const { data } = useData<FollowUpInfo>(`/cases/${caseId}/follow-up`)
  if (!data?.state) return null
  return (
    <details>
      <summary>{t('follow_up.title')}</summary>
      <p className="dim">{t(`follow_up.state_${data.state}`)}</p>
      <ul className="plain">
        {data.checkIns.map((checkIn) => (
          <li key={checkIn.id}>
            <span className="dim">
              {t('follow_up.month', { count: checkIn.month })} · {dateTime(checkIn.askedAt ?? checkIn.dueAt)} ·{' '}
              {t(`follow_up.${checkIn.state}`)}
            </span>
            <Answers checkIn={checkIn} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function Answers({ checkIn }: { checkIn: CheckIn }) {
  const t = useText()
  const { how, step, stepDone, school, wantsPerson, words } = checkIn
  return (
    <>
      {how !== null && (
        <p>
          {t(`follow_up.how_${how}`)}
          {words.how && <q>{words.how}</q>}
        </p>
      )}
      {stepDone !== null && (
        <p>
          {step}: {t(stepDone ? 'follow_up.done' : 'follow_up.not_done')}
        </p>
      )}
      {school !== null && (
        <p>
          {t(`follow_up.school_${school}`)}
          {words.school && <q>{words.school}</q>}
        </p>
      )}
      {wantsPerson === true && <p>{t('follow_up.wants_person')}</p>}
    </>
  )
}
