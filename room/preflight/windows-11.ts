/** @module What Windows 11 needs of its machine: a TPM, 4096 MB and two CPUs (docs/facts/windows-setup.md). */

import { formatSize } from "../text/size";

const leastMemory = 4096 * 1024 ** 2;
const leastCpus = 2;

export function isWindows11(os: string): boolean {
  return /^windows_11/i.test(os);
}

export interface Machine {
  readonly os: string;
  /** Bytes. */
  readonly memory: number;
  readonly templateName: string;
  /** Undefined where the engine does not tell. */
  readonly cpus: number | undefined;
  readonly tpm: boolean | undefined;
}

/** What a Windows 11 machine lacks, by the setting that has to change. */
export function windows11Lacks(
  machine: Machine,
): { readonly key: "memory" | "templateName"; readonly message: string; readonly remedy: string }[] {
  if (!isWindows11(machine.os)) return [];
  const { memory, cpus, tpm, templateName } = machine;
  const inTemplate = (message: string, remedy: string) => ({ key: "templateName" as const, message, remedy });
  return [
    ...(memory >= leastMemory
      ? []
      : [
          {
            key: "memory" as const,
            message: `${formatSize(memory)} are too little for Windows 11`,
            remedy: "Give it 4 GiB or more",
          },
        ]),
    ...(cpus === undefined || cpus >= leastCpus
      ? []
      : [
          inTemplate(
            `template ${templateName} has ${cpus} CPU, and Windows 11 needs ${leastCpus}`,
            "Give the template two cores",
          ),
        ]),
    ...(tpm === false
      ? [
          inTemplate(
            `template ${templateName} has no TPM, which Windows 11 needs`,
            "Turn the TPM on in the template (with UEFI)",
          ),
        ]
      : []),
  ];
}
