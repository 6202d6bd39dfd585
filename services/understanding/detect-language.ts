import { createRequire } from 'node:module'
