/**
 * Whether a channel takes free text at `now` (ms): some only for so many hours after the person last wrote.
 * Pure.
 * @param windowMs the channel's capability; undefined: always
 * @param lastInboundAt when the person last wrote (ms); null: never
 */
export function replyWindow(
  windowMs: number | undefined,
  lastInboundAt: number | null,
  now: number,
): { readonly isOpen: boolean; readonly leftMs: number | undefined } {
  if (windowMs === undefined) return { isOpen: true, leftMs: undefined }
  const leftMs = lastInboundAt === null ? 0 : Math.max(0, lastInboundAt + windowMs - now)
  return { isOpen: leftMs > 0, leftMs }
}
