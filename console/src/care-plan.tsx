import { type FormEvent, useEffect, useState } from 'react'
import { api } from './api.ts'
import { day } from './dates.ts'
import { useText } from './i18n.ts'
import type { CaseInfo } from './types.ts'
import { useData } from './use-data.ts'

const DIMENSIONS = ['documents', 'health', 'work', 'social', 'safety'] as const

interface Step {
  readonly text: string
  readonly on?: string
  readonly state: 'open' | 'done'
}

/** Needs in five dimensions and the steps with their dates; the first open step is what the person hears as the next one. */
export function CarePlan({ info, isMine }: { info: CaseInfo; isMine: boolean }) {
  const t = useText()
  const { data, reload } = useData<{ needs: Record<string, string>; steps: readonly Step[] }>(`/cases/${info.id}/plan`)
  const [steps, setSteps] = useState<readonly Step[]>([])
  useEffect(() => setSteps(data?.steps ?? []), [data])
  const savePlan = async (next: readonly Step[]) => {
    setSteps(next)
    await api('PUT', `/cases/${info.id}/plan`, { steps: next })
    await reload()
  }
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const on = String(form.get('on'))
    event.currentTarget.reset()
    void savePlan([...steps, { text: String(form.get('step')), state: 'open', ...(on ? { on } : {}) }])
  }
  const saveNeeds = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void api('PUT', `/cases/${info.id}/needs`, { needs: Object.fromEntries(DIMENSIONS.map((d) => [d, String(form.get(d))])) })
  }
  const sees = (field: string) => info.ground !== 'shared' || info.sees.includes(field)
  return (
    <>
      <details hidden={!sees('needs')}>
        <summary>{t('plan.needs')}</summary>
        {data && (
          <form onSubmit={saveNeeds}>
            {DIMENSIONS.map((dimension) => (
              <div key={dimension}>
                <label htmlFor={`need-${dimension}`}>{t(`plan.${dimension}`)}</label>
                <input id={`need-${dimension}`} name={dimension} defaultValue={data.needs[dimension] ?? ''} readOnly={!isMine} />
              </div>
            ))}
            {isMine && <button type="submit">{t('plan.save')}</button>}
          </form>
        )}
      </details>
      <details open hidden={!sees('plan')}>
        <summary>{t('plan.title')}</summary>
        <ul className="plain">
          {steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: steps are known by their place
            <li key={i}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={step.state === 'done'}
                  disabled={!isMine}
                  onChange={() => void savePlan(steps.map((s, j) => (j === i ? { ...s, state: s.state === 'done' ? 'open' : 'done' } : s)))}
                />
                {step.text} <span className="dim">{step.on ? day(step.on) : ''}</span>
              </label>
            </li>
          ))}
        </ul>
        {isMine && (
          <form onSubmit={add}>
            <label htmlFor="step">{t('plan.step')}</label>
            <input id="step" name="step" required maxLength={300} />
            <label htmlFor="on">{t('plan.on')}</label>
            <input id="on" name="on" type="date" />
            <button type="submit">{t('plan.add')}</button>
          </form>
        )}
      </details>
    </>
  )
}
