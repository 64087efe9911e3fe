/**
 * @module An Active Directory domain, as far as joining machines notice it: accounts, computer objects, offline
 * provisioning, the hardening of KB5020276, and a domain controller that can take only so many joins at once.
 */

export interface DomainAccount {
  username: string;
  password: string;
  /** Member of Domain Admins. */
  admin?: boolean;
}

export interface DomainOptions {
  /** DNS name, such as `room.example.test`. */
  name: string;
  /** NetBIOS name. @default the first label of the name */
  netbios?: string;
  accounts: DomainAccount[];
  /** Owners whose computer objects may be taken over by others (the policy of KB5020276). */
  trustedOwners?: string[];
  /** More joins at the same time get 0x54a. @default no limit */
  joinsAtOnce?: number;
}

export interface ComputerObject {
  name: string;
  owner: string;
  ou?: string;
  /** How many times a machine became this computer. */
  joins: number;
}

export interface JoinRequest {
  computerName: string;
  /** As the answer file says it: DNS or NetBIOS name. */
  domain: string;
  credentials?: { domain?: string; username: string; password: string };
  ou?: string;
}

export type JoinResult = { joined: true; domain: string } | { joined: false; error: JoinError };

/** Win32 errors, as netsetup.log shows them. */
export type JoinError =
  | "0x52e the user name or password is incorrect"
  | "0x54a the domain controller is in the wrong state to perform the security operation"
  | "0x54b the specified domain either does not exist or could not be contacted"
  | "0x5 access is denied"
  | "0xaac an account with the same name exists; re-using it was blocked by security policy";

const BLOB_MARK = "djoin of the simulated domain ";

export class SimulatedDomain {
  readonly name: string;
  readonly computers = new Map<string, ComputerObject>();
  /** Joins under way now, and the most there ever were. */
  joining = { now: 0, max: 0 };
  readonly #options: DomainOptions;

  constructor(options: DomainOptions) {
    this.#options = options;
    this.name = options.name;
  }

  /** `djoin /provision /domain ... /machine NAME /reuse`: the base64 text for `AccountData`. */
  provision(computerName: string, owner = "djoin"): string {
    this.#recordComputer(computerName, owner);
    return Buffer.from(`${BLOB_MARK}${this.name}|${computerName}`, "utf16le").toString("base64");
  }

  /** What the blob makes of a machine, without asking a domain controller. `undefined`: not a blob of this domain. */
  unpack(blob: string): { computerName: string; domain: string } | undefined {
    const text = Buffer.from(blob.replaceAll(/\s/g, ""), "base64").toString("utf16le");
    const [domain, computerName] = text.startsWith(BLOB_MARK) ? text.slice(BLOB_MARK.length).split("|") : [];
    const computer = this.computers.get(computerName?.toUpperCase() ?? "");
    if (domain !== this.name || computer === undefined) {
      return undefined;
    }
    computer.joins += 1;
    return { computerName: computer.name, domain: this.name };
  }

  /** A join begins to keep a domain controller busy. False: there are too many; try later. */
  beginJoin(): boolean {
    if (this.joining.now >= (this.#options.joinsAtOnce ?? Number.POSITIVE_INFINITY)) {
      return false;
    }
    this.joining.now += 1;
    this.joining.max = Math.max(this.joining.max, this.joining.now);
    return true;
  }

  endJoin(): void {
    this.joining.now -= 1;
  }

  join(request: JoinRequest): JoinResult {
    const fails = (error: JoinError): JoinResult => ({ joined: false, error });
    if (!this.isCalled(request.domain)) {
      return fails("0x54b the specified domain either does not exist or could not be contacted");
    }
    if (request.credentials === undefined) {
      return fails("0x5 access is denied");
    }
    const account = this.authenticate(request.credentials);
    if (account === undefined) {
      return fails("0x52e the user name or password is incorrect");
    }
    const existing = this.computers.get(request.computerName.toUpperCase());
    if (existing !== undefined && !this.#mayTakeOver(existing, account)) {
      return fails("0xaac an account with the same name exists; re-using it was blocked by security policy");
    }
    this.#recordComputer(request.computerName, account.username, request.ou).joins += 1;
    return { joined: true, domain: this.name };
  }

  /** By its DNS name or its short one. */
  isCalled(name: string): boolean {
    const netbios = this.#options.netbios ?? this.name.split(".")[0] ?? this.name;
    return [this.name.toLowerCase(), netbios.toLowerCase()].includes(name.toLowerCase());
  }

  /** The account that these credentials open: `user`, `DOMAIN\user` or `user@domain`. */
  authenticate(credentials: {
    domain?: string;
    username: string;
    password: string;
  }): DomainAccount | undefined {
    const [, domain = credentials.domain, username = credentials.username] =
      /^([^\\]+)\\(.+)$/.exec(credentials.username) ?? [];
    const [, plainName = username, suffix = domain] = /^([^@]+)@(.+)$/.exec(username) ?? [];
    if (suffix !== undefined && !this.isCalled(suffix)) {
      return undefined;
    }
    return this.#options.accounts.find(
      account =>
        account.username.toLowerCase() === plainName.toLowerCase() &&
        account.password === credentials.password,
    );
  }

  #mayTakeOver(computer: ComputerObject, account: DomainAccount): boolean {
    const owner = this.#options.accounts.find(({ username }) => username === computer.owner);
    return (
      computer.owner === account.username ||
      owner?.admin === true ||
      (this.#options.trustedOwners ?? []).includes(computer.owner)
    );
  }

  #recordComputer(name: string, owner: string, ou?: string): ComputerObject {
    const key = name.toUpperCase();
    const computer = this.computers.get(key) ?? {
      name,
      owner,
      joins: 0,
      ...(ou === undefined ? {} : { ou }),
    };
    this.computers.set(key, computer);
    return computer;
  }
}
