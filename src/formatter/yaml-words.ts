const NULLS = /^(~|null|Null|NULL|)$/;
const BOOLEANS = /^(true|True|TRUE|false|False|FALSE)$/;
const INTEGERS = /^([-+]?\d+|0o[0-7]+|0x[\da-fA-F]+)$/;
const FLOATS = /^[-+]?((\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|\.(inf|Inf|INF))$|^\.(nan|NaN|NAN)$/;

/** What readers of YAML 1.1, which many programs still are, take for something else than text. */
const OTHER_IN_YAML_1_1 = [
  /^(y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/,
  /^[-+]?(0b[01_]+|0x[\da-fA-F_]+|[\d_]*\d[\d_]*)$/,
  /^[-+]?(\d[\d_]*)?\.[\d_.]*([eE][-+]?\d+)?$/,
  // Base 60: 21:00 is 1260.
  /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/,
  /^(=|<<)$/,
];

const DATES = /^\d{4}-\d\d?-\d\d?([Tt ].*)?$/;

/** The value of a plain scalar in YAML 1.2's core schema (YAML 1.2.2, 10.3.2). */
export function plainValue(text: string): unknown {
  if (NULLS.test(text)) return null;
  if (BOOLEANS.test(text)) return text.toLowerCase() === 'true';
  if (INTEGERS.test(text)) return Number(text);
  return FLOATS.test(text) ? Number(text.replace(/^[-+]?\.(inf|nan)$/i, 'NaN')) : text;
}

/**
 * What is fine without quotes, although some reader takes it for something else: dates, which the language's own
 * examples leave unquoted, and `y` and `n`, which YAML 1.1 calls truth values and hardly any reader does.
 */
export function isFinePlain(text: string): boolean {
  return DATES.test(text) || /^[yn]$/i.test(text);
}

/** Whether a reader of YAML 1.1 takes this text, without quotes, for something else. */
export function isOtherInYaml11(text: string): boolean {
  return OTHER_IN_YAML_1_1.some((pattern) => pattern.test(text)) || DATES.test(text);
}

/** Whether a text means itself without quotes (YAML 1.2.2, 7.3.3). `flow`: between brackets. */
export function canBePlain(text: string, flow: boolean): boolean {
  if (plainValue(text) !== text || text !== text.trim()) return false;
  if (/^[-?:](\s|$)|^[,[\]{}#&*!|>'"%@`]|^(---|\.\.\.)/.test(text)) return false;
  if (/:(\s|$)|\s#/.test(text)) return false;
  return !(flow && (/[,[\]{}]/.test(text) || /^[-?:]$/.test(text)));
}
