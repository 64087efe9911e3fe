/** @module Texts that Pulumi takes for numbers and dates where they stand without quotes, though YAML 1.2 does not. */

export const wordsInQuotes = [
  ...["2015-08-01", "2015-8-1", "2015-08-01 10:00:00", "2001-12-14t21:59:43.10-05:00"],
  ...["10_1", "2016_01", "1_", "1__0", "-1_0", "0_7", "1_000.5", "1_0e3", "1e_3"],
  ...["0b11", "+0b1", "0B1", "0O7", "0X1F", "0x_1", "-0x1f"],
];
