// npm start. Compiled code is kept between starts: a second start is a quarter faster. It must be switched on before the first import of
// anything large, hence two files. Kept among our own packages and not in the system's temporary folder, where another user of the
// machine could lay code that we would run; a folder that cannot be written only makes the start slower.
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'puente'))
await import('./start.ts')
