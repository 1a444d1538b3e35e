// What the package is given, looked at before anything begins: what makes no sense is named, with its place and what it may be.

/** Throws what is wrong with a value; `place` names it. */
export type Check = (value: unknown, place: string) => void;

/** A request that makes no sense. */
export function invalidRequest(message: string): Error {
  return Object.assign(new Error(message), { code: "InvalidRequest" as const });
}

/** Values that `isGood`; `words` says which these are. */
export function must(words: string, isGood: (value: unknown) => boolean): Check {
  return (value, place) => {
    if (!isGood(value)) throw invalidRequest(`${place} must be ${words}, not ${shown(value)}.`);
  };
}

/** The check that one of the cases has for the value; `words` says which cases there are. */
export function either(words: string, checkFor: (value: unknown) => Check | undefined): Check {
  const none = must(words, () => false);
  return (value, place) => (checkFor(value) ?? none)(value, place);
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

export const text = must("a text", (value) => typeof value === "string");
export const number = must("a number", (value) => typeof value === "number");
export const flag = must("true or false", (value) => typeof value === "boolean");
export const callable = must("a function", (value) => typeof value === "function");
export const record = must("an object", isRecord);
const array = must("a list", Array.isArray);

/** A whole number that the engine keeps in 32 bits. */
export const whole = wholeFrom(0);
export const wholeFromOne = wholeFrom(1);

function wholeFrom(least: number): Check {
  const most = 2 ** 32 - 1;
  return must(`a whole number from ${least} to ${most}`, (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most);
}

/** A definition, as text or as an object. */
export const definition = must("a text or an object", (value) => typeof value === "string" || isRecord(value));

export const machineType = must("STANDARD or EXPRESS", (value) => value === "STANDARD" || value === "EXPRESS");

/** What may be left out. */
export function optional(check: Check): Check {
  return (value, place) => {
    if (value !== undefined) check(value, place);
  };
}

/** What may be left out, or be null for the same. */
export function nullable(check: Check): Check {
  return (value, place) => {
    if (value !== undefined && value !== null) check(value, place);
  };
}

export function listOf(check: Check): Check {
  return (value, place) => {
    array(value, place);
    for (const [at, item] of (value as unknown[]).entries()) check(item, `${place}[${at}]`);
  };
}

/** An object whose members pass their checks; it may have others. */
export function objectWith(members: Record<string, Check>): Check {
  return (value, place) => {
    record(value, place);
    for (const [name, check] of Object.entries(members)) check((value as Record<string, unknown>)[name], memberOf(place, name));
  };
}

/** An object with these members and no other: what is misspelt would be without effect. */
export function objectOf(members: Record<string, Check>): Check {
  const check = objectWith(members);
  return (value, place) => {
    record(value, place);
    const unknown = Object.keys(value as object).find((name) => !Object.hasOwn(members, name));
    if (unknown !== undefined) throw invalidRequest(`${place} may have ${Object.keys(members).join(", ")}, not ${unknown}.`);
    check(value, place);
  };
}

/** An object whose members, whatever their names, pass the check. */
export function recordOf(check: Check): Check {
  return (value, place) => {
    record(value, place);
    for (const [name, member] of Object.entries(value as object)) check(member, memberOf(place, name));
  };
}

/** How a program writes a member: `handlers.work`, `handlers["arn:…"]`. */
function memberOf(place: string, name: string): string {
  if (place === "") return name;
  return /^[\w$]+$/.test(name) ? `${place}.${name}` : `${place}[${JSON.stringify(name)}]`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A value as JSON text. */
export function jsonText(value: unknown, place: string): string {
  let json: string | undefined;
  try {
    json = JSON.stringify(value);
  } catch (error) {
    // a cycle, a BigInt, or deeper than the stack
    throw invalidRequest(`${place} cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (json === undefined) throw invalidRequest(`${place} cannot be written as JSON: it is ${shown(value)}.`);
  return json;
}

/** A definition as text; an object is written as JSON. */
export function definitionText(given: string | object, place = "definition"): string {
  definition(given, place);
  return typeof given === "string" ? given : jsonText(given, place);
}

/** The members that have a value; the engine takes absent for default, and nothing else. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
