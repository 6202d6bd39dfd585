import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PuenteError } from '../errors/index.ts'
import type { CurationDeps } from './deps.ts'

/** A card's file as it stands in the folder of the content. */
export interface CardSource {
  readonly file: string
  readonly text: string
  /** Where it is edited, when the content is kept in a place that curators reach by their browser. */
  readonly editUrl: string | null
}

/** Opens the file of a card. @throws PuenteError P1004 when there is no such card; nothing but the files of cards can be opened */
export async function readCardSource({ contentDir, editUrl, library }: CurationDeps, card: string): Promise<CardSource> {
  const file = library().pathOf(card)
  if (file === undefined) throw new PuenteError('P1004')
  // Paths are shown from the folder above the content, wherever that folder is.
  const path = join(contentDir, file.slice('content/'.length))
  return { file, text: await readFile(path, 'utf8'), editUrl: editUrl === undefined ? null : `${editUrl}/${file}` }
}
