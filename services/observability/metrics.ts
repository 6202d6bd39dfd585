import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Counts only: no label ever holds a person, a number or a word. */
export interface Metrics {
  readonly registry: Registry
  readonly received: Counter<'channel'>
  readonly duplicates: Counter<'channel'>
  /** Accepted and left alone: activity types that say nothing to us. */
  readonly ignored: Counter<'channel' | 'reason'>
  readonly voiceNotes: Counter<'result'>
  readonly refused: Counter<'reason'>
  readonly turns: Counter<'route' | 'lang'>
  readonly crises: Counter<'kind'>
  readonly sent: Counter<'channel' | 'result'>
  readonly deadJobs: Counter<'kind'>
  readonly gated: Counter<'reason'>
  readonly redactions: Counter<'channel' | 'result'>
  readonly retained: Counter<'kind'>
  readonly turnSeconds: Histogram
  readonly openJobs: Gauge
  /** How long whoever waits longest has waited, in seconds. */
  readonly oldestJobSeconds: Gauge<'kind'>
  readonly oldestRedactionSeconds: Gauge
  readonly setAsideJobs: Gauge
  readonly cardsInGrace: Gauge
  readonly cardsExpired: Gauge
  readonly providerDown: Gauge<'provider'>
}

/** A fresh set of metrics (one per app, so that tests do not share counts). */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'puente_' })
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `puente_${name}`, help, labelNames, registers: [registry] })
  return {
    registry,
    received: counter('messages_received_total', 'Messages accepted and stored', ['channel']),
    duplicates: counter('messages_duplicate_total', 'Redeliveries recognised', ['channel']),
    ignored: counter('messages_ignored_total', 'Accepted and left alone', ['channel', 'reason']),
    voiceNotes: counter('voice_notes_total', 'Voice notes by what became of them', ['result']),
    refused: counter('requests_refused_total', 'Requests refused', ['reason']),
    turns: counter('turns_total', 'Turns decided', ['route', 'lang']),
    crises: counter('crises_total', 'Crisis answers', ['kind']),
    sent: counter('messages_sent_total', 'Messages handed to a provider', ['channel', 'result']),
    deadJobs: counter('jobs_set_aside_total', 'Jobs set aside after their last try', ['kind']),
    gated: counter('content_gate_total', 'Answers stopped by the content gate', ['reason']),
    redactions: counter('redactions_total', 'Messages taken out at providers after an erasure', ['channel', 'result']),
    retained: counter('retention_removed_total', 'What the daily retention run removed', ['kind']),
    turnSeconds: new Histogram({
      name: 'puente_turn_seconds',
      help: 'Time of one turn',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers: [registry],
    }),
    providerDown: new Gauge({
      name: 'puente_provider_down',
      help: 'Whether a provider is taken for down',
      labelNames: ['provider'],
      registers: [registry],
    }),
    oldestJobSeconds: new Gauge({
      name: 'puente_oldest_job_seconds',
      help: 'Age of the oldest job that is due: run-turn is a person without an answer, send-message an answer that has not left',
      labelNames: ['kind'],
      registers: [registry],
    }),
    oldestRedactionSeconds: new Gauge({
      name: 'puente_oldest_redaction_seconds',
      help: 'How long a provider has been asked in vain to delete a message of somebody who was erased',
      registers: [registry],
    }),
    setAsideJobs: new Gauge({ name: 'puente_jobs_dead', help: 'Jobs that wait for a decision of a person', registers: [registry] }),
    cardsInGrace: new Gauge({
      name: 'puente_cards_in_grace',
      help: 'Cards past their review date, told with their date',
      registers: [registry],
    }),
    cardsExpired: new Gauge({ name: 'puente_cards_expired', help: 'Cards withheld', registers: [registry] }),
    openJobs: new Gauge({ name: 'puente_jobs_open', help: 'Jobs not yet done', registers: [registry] }),
  }
}
