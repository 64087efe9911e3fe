/** @module What is asked for a second time, or by two at once, is made once. */

export class Once {
  private readonly made = new Map<string, unknown>();

  has(key: string): boolean {
    return this.made.has(key);
  }

  /** A failure is not kept. */
  get<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) {
      const made = make();
      this.made.set(key, made);
      if (made instanceof Promise) made.catch(() => this.made.delete(key));
    }
    return this.made.get(key) as T;
  }
}
