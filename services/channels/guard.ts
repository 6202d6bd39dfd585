import { PuenteError } from '../errors/index.ts'
import { createCircuitBreaker } from '../jobs/index.ts'
import type { Channel, ChannelModule } from './channel.ts'

export interface GuardDeps {
  readonly clock: () => Date
  onProviderChange(provider: string, isDown: boolean): void
}

/** Puts one circuit breaker before all channels of a provider: while it is down nothing is handed to it, and no try is used up. */
export function guardModule(module: ChannelModule, deps: GuardDeps): ChannelModule {
  const { provider } = module
  if (provider === undefined) return module
  const breaker = createCircuitBreaker({
    clock: deps.clock,
    isOutage: (error) => !(error instanceof PuenteError) || error.code !== 'P3001',
    onChange: (isDown) => deps.onProviderChange(provider, isDown),
  })
  const guard = (channel: Channel): Channel => {
    const { findSent } = channel
    return {
      ...channel,
      send: (message) => breaker.run(() => channel.send(message)),
      ...(findSent ? { findSent: (message, search) => breaker.run(() => findSent(message, search)) } : {}),
    }
  }
  return { ...module, channels: module.channels.map(guard) }
}
