/** @module The marks of a time axis: few, at times that people count in. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const distances = [
  ...[100, 200, 500, second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second],
  ...[minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute],
  ...[hour, 2 * hour, 4 * hour, 8 * hour],
];
const most = 6;

/** @param length of the axis, in milliseconds @returns from zero up to its length, in milliseconds */
export function ticksOf(length: number): number[] {
  const distance = distances.find(each => length / each <= most) ?? 24 * hour;
  return Array.from({ length: Math.floor(length / distance) + 1 }, (_, index) => index * distance);
}
