/** What the service answered instead of what was asked for. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
    this.detail = message.split(': ').slice(1).join(': ')
  }
}

type Listener = () => void
const signedOut = new Set<Listener>()

/** Calls back when the session has ended, so that the page can ask to sign in and come back. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener)
  return () => signedOut.delete(listener)
}

/** One call of the console's interface. @throws ApiError; code "network" when the service cannot be reached */
export async function api<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  let response: Response
  try {
    response = await fetch(`/console/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-puente-console': '1' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  } catch {
    throw new ApiError(0, 'network', '')
  }
  const text = await response.text()
  const data = text === '' ? {} : JSON.parse(text)
  if (response.ok) return data as T
  const error = (data as { error?: { code: string; message: string } }).error
  if (error?.code === 'P1010') for (const listener of signedOut) listener()
  throw new ApiError(response.status, error?.code ?? 'unknown', error?.message ?? '')
}
