import { once } from 'node:events'
import type { Server } from 'node:http'
import { type AddressInfo, createServer as createDoor, type Server as Door, type ListenOptions } from 'node:net'

/**
 * The event loop takes one new connection a door and round (libuv). A round lasts some ms while people are answered: by one door
 * a hundred new connections a second come in, and in a rush the kernel drops the rest, which then wait 1, 3, 7 … s to try again
 * (measured at 500/s: half a minute). So many doors on one port let in so many a round.
 */
const DOORS = 32

/**
 * Lets a server listen on one port by many doors, where the system can share a port (Linux, BSD); by one where not.
 * @returns the further doors, to be closed with the server
 * @throws the system's error (EADDRINUSE …) when the port cannot be taken
 */
export async function openDoors(server: Server, at: { port: number; host: string }): Promise<Door[]> {
  // A shared port can be shared by a second service too, by mistake: taken alone first, it is refused where somebody has it.
  if (at.port !== 0) await closed(await listen(createDoor(), at))
  try {
    await listen(server, { ...at, reusePort: true })
  } catch (error) {
    if (!isUnsupported(error)) throw error
    await listen(server, at)
    return []
  }
  const { port } = server.address() as AddressInfo
  const doors: Door[] = []
  while (doors.length < DOORS - 1) {
    // As Node's own http server opens its door.
    const door = createDoor({ allowHalfOpen: true, noDelay: true })
    door.on('connection', (socket) => server.emit('connection', socket))
    try {
      doors.push(await listen(door, { ...at, port, reusePort: true }))
    } catch {
      // An older Node does not know how to share: what is open serves.
      break
    }
  }
  return doors
}

/** Takes no new connections; ends when the last one is gone. */
export async function closed(door: Door): Promise<void> {
  await new Promise<void>((resolve) => door.close(() => resolve()))
}

async function listen<T extends Door>(door: T, at: ListenOptions): Promise<T> {
  door.listen(at)
  await once(door, 'listening')
  return door
}

function isUnsupported(error: unknown): boolean {
  return ['ENOTSUP', 'EINVAL', 'ENOPROTOOPT', 'EOPNOTSUPP'].includes((error as NodeJS.ErrnoException).code ?? '')
}
