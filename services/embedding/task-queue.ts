/** Texts that wait for a worker. */
export interface Task {
  readonly texts: string[]
  readonly resolve: (vectors: Float32Array[]) => void
  readonly reject: (error: unknown) => void
  tries: number
}

/** First come, first served, in two lines: people's questions before passages that are embedded in the background. */
export class TaskQueue {
  readonly #first: Task[] = []
  readonly #last: Task[] = []

  put(task: Task, priority: 'first' | 'last'): void {
    const line = priority === 'first' ? this.#first : this.#last
    line.push(task)
  }

  /** To the head of the line: it has waited already. */
  putBack(task: Task): void {
    this.#first.unshift(task)
  }

  take(): Task | undefined {
    return this.#first.shift() ?? this.#last.shift()
  }

  isEmpty(): boolean {
    return this.#first.length + this.#last.length === 0
  }

  refuseAll(error: unknown): void {
    for (const task of [...this.#first.splice(0), ...this.#last.splice(0)]) task.reject(error)
  }
}
