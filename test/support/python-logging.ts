/** @module A logging configuration of Python with a file, a screen and a logger of its own, to be changed by tests. */

export interface LoggingParts {
  /** Level of the root logger. */
  readonly root?: string;
  /** Level of the file's handler. */
  readonly handler?: string;
  /** Class of the file's handler. */
  readonly kind?: string;
  /** What that class is made with. */
  readonly args?: string;
}

export function pythonLogging(parts: LoggingParts = {}): string {
  const {
    root = "INFO",
    handler = "NOTSET",
    kind = "FileHandler",
    args = "('%(logfilename)s', 'a')",
  } = parts;
  return `# as the old tool had it
[loggers]
keys=root,rollout

[handlers]
keys: file, screen

[formatters]
keys=plain

[logger_root]
level=${root}
handlers=file,
  screen

[logger_rollout]
level=DEBUG
handlers=file
qualname=rollout.vm
propagate=0

[handler_file]
class=${kind}
level=${handler}
formatter=plain
args=${args}

[handler_screen]
class=StreamHandler
level=ERROR
formatter=plain
args=(sys.stderr,)

[formatter_plain]
format=%(asctime)s %(levelname)s %(message)s
`;
}
