/** @module Which line of a text each line of its conversion comes from, when parts of the text are left out. */

export class SourceLines {
  private readonly starts: number[] = [1];
  private isAtStart = true;

  /** Notes what is written next. @param line on which it starts in the text, the first one is 1 */
  note(line: number, written: string): void {
    if (written === "") return;
    // Between the last line end and this, lines may have been left out.
    if (this.isAtStart) this.starts[this.starts.length - 1] = line;
    const ends = written.split("\n").length - 1;
    for (let end = 1; end <= ends; end++) this.starts.push(line + end);
    this.isAtStart = written.endsWith("\n");
  }

  /** For each line of the conversion the one on which it starts in the text. */
  get all(): readonly number[] {
    return this.starts;
  }
}
