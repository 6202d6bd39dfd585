export { askRunning, type Commands, controlSocket } from './control-socket.ts'
