// Jest runs the same code as `node file.ts`: types are blanked in place, so lines and columns stay as written (no source map).
import { createHash } from 'node:crypto'
import { stripTypeScriptTypes } from 'node:module'

export default {
  process(sourceText) {
    return { code: stripTypeScriptTypes(sourceText, { mode: 'strip' }) }
  },
  getCacheKey(sourceText, sourcePath, options) {
    return createHash('sha256').update(`${process.version}\0${sourcePath}\0${options.configString}\0${sourceText}`).digest('hex')
  },
}
