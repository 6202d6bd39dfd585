/** The closed vocabularies that content, turns, reports and hand-offs share. The slugs stand in content/taxonomy.yaml (a test holds them equal). */
export const LANGUAGES = ['es', 'en', 'ht', 'fr', 'pt'] as const
export type Lang = (typeof LANGUAGES)[number]

export const COUNTRIES = ['mx', 'gt', 'sv', 'hn', 'do', 'ht', 'ni', 'cr', 'pa'] as const
export type Country = (typeof COUNTRIES)[number]
export type CardCountry = Country | 'any'

export const PHASES = ['before', 'travel', 'arrival', 'after'] as const
export type Phase = (typeof PHASES)[number]

export const PROFILES = [
  'women',
  'children',
  'unaccompanied-child',
  'family',
  'indigenous',
  'disability',
  'older',
  'lgbtiq',
  'trafficking-survivor',
  'violence-survivor',
  'ill-health',
  'criminal-record',
  'entrepreneur',
  'youth',
] as const
export type Profile = (typeof PROFILES)[number]

/** What a danger can be; decides which line is named first. */
export const CRISIS_KINDS = [
  'suicide',
  'violence',
  'kidnapping',
  'trafficking',
  'child',
  'medical',
  'travel-danger',
  'return-danger',
] as const
export type CrisisKind = (typeof CRISIS_KINDS)[number]

export const ROUTES = ['answer', 'clarify', 'crisis', 'handoff', 'command', 'smalltalk', 'out'] as const
export type Route = (typeof ROUTES)[number]

export const TOPICS = [
  'id-card',
  'birth-certificate',
  'personal-code',
  'passport',
  'children-registration',
  'apostille',
  'repatriation-proof',
  'consular-help',
  'detention-rights',
  'voluntary-return',
  'forced-return',
  'belongings',
  'customs',
  'pending-abroad',
  'return-again',
  'reception',
  'shelter',
  'transport-home',
  'food-hygiene',
  'family-contact',
  'health-care',
  'mental-health',
  'crisis-line',
  'reproductive-health',
  'stigma',
  'violence-against-women',
  'trafficking',
  'insecurity',
  'child-protection',
  'legal-aid',
  'fraud',
  'asylum',
  'school-enrolment',
  'study-recognition',
  'adult-education',
  'vocational-training',
  'skills-certification',
  'scholarships',
  'job-search',
  'business-support',
  'unemployment-benefit',
  'social-programmes',
  'banking',
  'debt',
  'pensions',
  'housing',
  'agriculture',
  'community',
  'civic-rights',
  'family-support',
  'disability-support',
  'indigenous-services',
  'lgbtiq-support',
  'criminal-record',
  'assistant-help',
  'talk-to-person',
] as const
export type Topic = (typeof TOPICS)[number]
