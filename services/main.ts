// npm start. Compiled code is kept between starts (Node's own cache, in the system's temporary folder): a second start is a quarter
// faster. It must be switched on before the first import of anything large, hence two files.
import { enableCompileCache } from 'node:module'

enableCompileCache()
await import('./start.ts')
