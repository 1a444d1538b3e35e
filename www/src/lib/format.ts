// Lengths of time, sizes and counts as people read them.

/** Virtual time, ms: `0 ms`, `340 ms`, `14.96 s`, `2 min 5 s`, `3 h 20 min`, `364 d 6 h`. */
export function duration(ms: number): string {
  // Each bound is where rounding would reach the next unit: never `1000 ms`, never `60 s`.
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_995) return `${trimmed(ms / 1000, 2)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(ms / 3_600_000);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

/** A place in virtual time since the start, ms, with a fixed number of digits: `0.000`, `15.920`, `1:02:03.500`. */
export function clock(ms: number): string {
  const whole = Math.round(ms);
  const seconds = (whole % 60_000) / 1000;
  const minutes = Math.floor(whole / 60_000) % 60;
  const hours = Math.floor(whole / 3_600_000);
  if (hours === 0 && minutes === 0) return seconds.toFixed(3);
  const tail = seconds.toFixed(3).padStart(6, "0");
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, "0")}:${tail}`;
}

/** The same among words, where up to a minute the unit is said: `15.920 s`, `1:02:03.500`. */
export function instant(ms: number): string {
  const text = clock(ms);
  return text.includes(":") ? text : `${text} s`;
}

/** Real time, ms: two digits that mean something. */
export function realTime(ms: number): string {
  if (ms < 10) return `${trimmed(ms, 1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${trimmed(ms / 1000, 1)} s`;
}

const NUMBERS = new Intl.NumberFormat("en");

/** `25,000`. */
export const grouped = (number: number): string => NUMBERS.format(number);

/** `1 retry`, `2 retries`, `21 events`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

function trimmed(number: number, digits: number): string {
  return number.toFixed(digits).replace(/\.?0+$/, "");
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
