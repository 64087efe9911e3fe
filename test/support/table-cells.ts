/** @module What the tables of a terminal say, read back from their lines. */

/**
 * The cells of the tables that `output` holds, one a line, each as one text however the table wraps its columns:
 * a row is what stands between two rules, and each of its lines holds a piece of each cell.
 */
export function tableCells(output: string): string {
  const cells: string[] = [];
  let row: string[] = [];
  for (const line of output.split("\n").map(text => text.trim())) {
    if (line.startsWith("│")) {
      const pieces = line.split("│").slice(1, -1);
      row = pieces.map((piece, column) => `${row[column] ?? ""} ${piece.trim()}`.trim());
    } else {
      cells.push(...row);
      row = [];
    }
  }
  return [...cells, ...row].join("\n");
}
