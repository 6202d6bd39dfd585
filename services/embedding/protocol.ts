/** What the pool and its workers say to each other. */
export interface WorkerSetup {
  /** Absolute path of the model folder. */
  readonly modelDir: string
}

export interface EmbedRequest {
  readonly id: number
  readonly texts: string[]
}

/** id -1: the model is loaded. */
export type EmbedReply =
  | { readonly id: number; readonly data: Float32Array; readonly width: number }
  | { readonly id: number; readonly failed: true }
