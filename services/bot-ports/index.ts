export { createPorts, type PortParts } from './create-ports.ts'
