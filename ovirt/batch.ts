/** @module Questions that come within a moment, asked as one: a search costs an engine the same for fifty names as for one. */

export interface BatchOptions<Thing> {
  /** @returns the things of these keys; those that are not there are left out */
  readonly ask: (keys: readonly string[]) => Promise<readonly Thing[]>;
  readonly keyOf: (thing: Thing) => string;
  /** Keys in one question. */
  readonly most: number;
  /** Milliseconds that the first of them waits for others. */
  readonly moment: number;
}

interface Question<Thing> {
  readonly key: string;
  readonly resolve: (things: Thing[]) => void;
  readonly reject: (error: unknown) => void;
}

export class Batch<Thing> {
  private open: Question<Thing>[] = [];

  constructor(private readonly options: BatchOptions<Thing>) {}

  /** @returns the things of exactly this key */
  get(key: string): Promise<Thing[]> {
    return new Promise((resolve, reject) => {
      if (this.open.length === 0) setTimeout(() => this.send(), this.options.moment);
      this.open.push({ key, resolve, reject });
      if (this.open.length >= this.options.most) this.send();
    });
  }

  private send(): void {
    const questions = this.open;
    this.open = [];
    if (questions.length > 0) void this.answer(questions);
  }

  private async answer(questions: readonly Question<Thing>[]): Promise<void> {
    try {
      const things = await this.options.ask([...new Set(questions.map(({ key }) => key))]);
      for (const { key, resolve } of questions)
        resolve(things.filter(thing => this.options.keyOf(thing) === key));
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }
}
