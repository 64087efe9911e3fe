/** @module What a shell has to know to ask this program for completions: the program itself knows the rest. */

/** Where there is nothing to offer, a file is meant. */
export const completionScripts = {
  bash: `_virtroom() {
  local IFS=$'\\n'
  COMPREPLY=($(virtroom __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _virtroom virtroom`,
  zsh: `#compdef virtroom
_virtroom() {
  local -a found
  found=("\${(@f)$(virtroom __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
compdef _virtroom virtroom`,
  fish: `function __virtroom
  set -l words (commandline -opc) (commandline -ct)
  set -l found (virtroom __complete $words[2..] 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c virtroom -f -a '(__virtroom)'`,
} as const;

export type Shell = keyof typeof completionScripts;

export const shells = Object.keys(completionScripts) as Shell[];
