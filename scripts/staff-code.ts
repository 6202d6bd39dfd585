// npm run staff:code -- SECRET: the code that an authenticator app would show now (demo accounts).
import { totpCode } from '../services/staff/index.ts'

const [secret] = process.argv.slice(2)
if (!secret) {
  console.error('Usage: npm run staff:code -- SECRET')
  process.exit(2)
}
console.log(totpCode(secret, Date.now()))
