import { can } from '../access/index.ts'
import { sightOf } from '../cases/index.ts'
import { sessionOf } from '../staff/index.ts'
import { findLastCase } from '../store/index.ts'
import type { ConsoleDeps } from './deps.ts'
import type { Mounting } from './mount.ts'

const HEARTBEAT_MS = 20_000

/** Live updates: that a case of one's own office has something new, never what; the page asks for it, and the rules are asked again. */
export function mountStream(deps: ConsoleDeps, mount: Mounting): void {
  mount.staff('stream', async ({ req, res, who }) => {
    res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    res.flushHeaders()
    res.write('retry: 2000\n\n')
    const write = (event: string, data: object) => res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    const tell = async (conversationId: string): Promise<void> => {
      const found = await findLastCase(deps.cases.engine.db, conversationId)
      if (!found) return
      const isOwn = found.office_id === who.officeId && (found.reason !== 'danger' || who.role === 'mental-health')
      const looksOn = async () => await sightOf(deps.cases.engine.db, found, who.officeId, deps.cases.clock().getTime())
      if (!isOwn && !(await looksOn())) return
      // The stream began with a session; whoever was signed out since hears nothing more.
      if (await sessionOf(deps.staff, req.headers.cookie)) write('case', { caseId: found.id })
      else res.end()
    }
    const onNews = (conversationId: string) => {
      if (!can(who, 'queue', 'read', { officeId: who.officeId })) return
      tell(conversationId)
        // The store may be closing; the page asks again by itself.
        .catch(() => undefined)
    }
    const onTyping = (typing: { caseId: string; officeId: string; staffId: string; name: string }) => {
      if (typing.officeId === who.officeId && typing.staffId !== who.staffId) write('typing', { caseId: typing.caseId, name: typing.name })
    }
    deps.news.on('news', onNews)
    deps.news.on('typing', onTyping)
    const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MS)
    res.on('close', () => {
      clearInterval(heartbeat)
      deps.news.off('news', onNews)
      deps.news.off('typing', onTyping)
    })
    return undefined
  })
}
