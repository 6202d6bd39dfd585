import type { AttachmentKind } from '../../bot/index.ts'

/** The kind of an attachment by its content type. */
export function attachmentKind(contentType: string): AttachmentKind {
  if (contentType === 'image/webp') return 'sticker'
  if (/vcard/.test(contentType)) return 'contact'
  const [family] = contentType.split('/')
  if (family === 'image' || family === 'audio' || family === 'video') return family
  return family === 'application' || family === 'text' ? 'document' : 'other'
}
