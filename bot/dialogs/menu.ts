import type { PendingChoice } from '../conversation/state.ts'
import type { Ports } from '../ports.ts'
import { COUNTRIES, type Lang, type Topic } from '../vocabulary.ts'

/** The menu's groups: what is asked most, in the words of messages/menu.*; each opens the topics under it. */
export const MENU: Readonly<Record<string, readonly Topic[]>> = {
  documents: ['id-card', 'birth-certificate', 'personal-code', 'passport', 'children-registration', 'apostille'],
  arrival: ['reception', 'shelter', 'transport-home', 'food-hygiene', 'family-contact', 'repatriation-proof'],
  health: ['health-care', 'mental-health', 'reproductive-health', 'disability-support', 'crisis-line'],
  work: [
    'job-search',
    'business-support',
    'social-programmes',
    'banking',
    'vocational-training',
    'agriculture',
    'debt',
    'pensions',
    'housing',
  ],
  school: ['school-enrolment', 'study-recognition', 'adult-education', 'skills-certification', 'scholarships'],
  safety: ['insecurity', 'violence-against-women', 'child-protection', 'legal-aid', 'trafficking', 'fraud', 'asylum', 'stigma'],
  abroad: [
    'consular-help',
    'detention-rights',
    'voluntary-return',
    'forced-return',
    'belongings',
    'customs',
    'pending-abroad',
    'return-again',
  ],
}

/** Groups of the menu as choices, a person last. */
export function menuChoices(lang: Lang, ports: Ports): PendingChoice[] {
  const groups = Object.keys(MENU).map((group) => ({
    id: `menu:${group}`,
    title: ports.text(lang, `menu.${group}`),
    action: `menu:${group}`,
  }))
  return [...groups, { id: 'menu:person', title: ports.text(lang, 'menu.person'), action: 'person' }]
}

/** Topics of one group as choices. */
export function groupChoices(group: string, lang: Lang, ports: Ports): PendingChoice[] {
  const topics = topicChoices(MENU[group] ?? [], lang, ports)
  if (group !== 'abroad') return topics
  return [{ id: 'menu:prepare', title: ports.text(lang, 'menu.prepare'), action: 'prepare' }, ...topics]
}

/** Topics as choices, in the words of messages/topic.*. */
export function topicChoices(topics: readonly Topic[], lang: Lang, ports: Ports): PendingChoice[] {
  return topics.map((topic) => ({ id: `topic:${topic}`, title: ports.text(lang, `topic.${topic}`), topic }))
}

/** The countries of return as choices. */
export function countryChoices(lang: Lang, ports: Ports): PendingChoice[] {
  return COUNTRIES.map((country) => ({ id: `country:${country}`, title: ports.text(lang, `country.${country}`), country }))
}
