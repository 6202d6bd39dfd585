import fc from 'fast-check'

const slug = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?$/)
/** Texts as people write them: quotes, commas, line ends, other scripts. */
const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const date = fc.constantFrom('unknown', '2024', '2024-06', '2024-06-30')
const text = fc.record({ es: words, en: words, ht: words, fr: words, pt: words }, { requiredKeys: ['es'], noNullPrototype: true })
const phone = fc.record(
  {
    id: slug,
    number: fc.constantFrom('+50422345678', '911', '*211'),
    kind: fc.constantFrom('voice', 'short-code', 'whatsapp', 'sms', 'fax'),
    reach: fc.constantFrom('inside', 'outside', 'both', 'unknown'),
    label: text,
  },
  { requiredKeys: ['id', 'number', 'kind', 'reach'], noNullPrototype: true },
)
const opening = fc.oneof(
  fc.constant({ always: true as const }),
  fc.record(
    {
      days: fc.subarray(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], { minLength: 1 }),
      opens: fc.constantFrom('00:00', '08:30'),
      closes: fc.constantFrom('16:00', '23:59', '24:00'),
    },
    { noNullPrototype: true },
  ),
)
const fee = fc.oneof(
  fc.record({ id: slug, free: fc.constant(true as const), as_of: date }, { requiredKeys: ['id', 'free'], noNullPrototype: true }),
  fc.record(
    {
      id: slug,
      amount: fc.double({ min: 0, max: 1e6, noNaN: true }).map((n) => n + 0),
      currency: fc.constantFrom('USD', 'HTG', 'MXN'),
      as_of: date,
    },
    { requiredKeys: ['id', 'amount', 'currency'], noNullPrototype: true },
  ),
)
const url = fc.constantFrom('https://a.example.org/', 'https://b.example.org/x?y=1,2')

/** Any record that the content's own schema could hold. */
export const arbitraryRecord = fc.record(
  {
    id: slug,
    country: fc.constantFrom('hn', 'mx', 'us', 'any'),
    kind: fc.constantFrom('government', 'ngo', 'line'),
    name: text,
    unit: text,
    description: text,
    phones: fc.array(phone, { maxLength: 3 }),
    emails: fc.array(fc.constantFrom('a@example.org', 'b@example.org'), { maxLength: 2 }),
    urls: fc.array(url, { maxLength: 2 }),
    address: fc.record({ text: fc.string(), city: words, region: words }, { requiredKeys: [], noNullPrototype: true }),
    schedule: fc.array(opening, { maxLength: 3 }),
    fees: fc.array(fee, { maxLength: 3 }),
    values: fc.dictionary(slug, fc.oneof(words, text), { maxKeys: 3, noNullPrototype: true }),
    eligibility: text,
    required_documents: text,
    languages: fc.array(fc.constantFrom('es', 'kaqchikel', 'q’eqchi’'), { maxLength: 3 }),
    area_served: text,
    verified: fc.record({ by: fc.constant('Ana P.'), on: fc.constant('2026-01-02') }, { noNullPrototype: true }),
    assured_date: date,
    confidence: fc.constantFrom('high', 'medium'),
    alert: text,
    sources: fc.array(
      fc.record(
        { url, publisher: fc.constant('El Heraldo'), published: date, kind: fc.constantFrom('news', 'government') },
        { noNullPrototype: true },
      ),
      { minLength: 1, maxLength: 2 },
    ),
    hsds_id: fc.uuid(),
  },
  {
    requiredKeys: [
      'id',
      'country',
      'kind',
      'name',
      'phones',
      'emails',
      'urls',
      'schedule',
      'fees',
      'values',
      'languages',
      'assured_date',
      'confidence',
      'sources',
    ],
    noNullPrototype: true,
  },
)
