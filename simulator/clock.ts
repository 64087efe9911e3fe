/**
 * @module Time of the simulated world. Engine, hosts and guests ask a clock, never the machine, so that a test can
 * stop time where an exchange was recorded and let it run on when the next one needs it.
 */

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once after that many milliseconds; the answer takes it back. */
  after(milliseconds: number, call: () => void): () => void;
}

/** The time of the machine. Timers do not keep the process alive. */
export class RealClock implements Clock {
  now(): number {
    return Date.now();
  }

  after(milliseconds: number, call: () => void): () => void {
    const timer = setTimeout(call, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  }
}

interface Appointment {
  at: number;
  order: number;
  call: () => void;
}

/** Time that stands still until `step` or `advance` moves it. */
export class ManualClock implements Clock {
  #time: number;
  #order = 0;
  #appointments: Appointment[] = [];

  constructor(start = Date.now()) {
    this.#time = start;
  }

  now(): number {
    return this.#time;
  }

  after(milliseconds: number, call: () => void): () => void {
    const appointment = { at: this.#time + milliseconds, order: this.#order++, call };
    this.#appointments.push(appointment);
    this.#appointments.sort((a, b) => a.at - b.at || a.order - b.order);
    return () => {
      this.#appointments = this.#appointments.filter(other => other !== appointment);
    };
  }

  /** Moves on to the next appointment and keeps it. False: there is none. */
  step(): boolean {
    const next = this.#appointments.shift();
    if (next === undefined) {
      return false;
    }
    this.#time = Math.max(this.#time, next.at);
    next.call();
    return true;
  }

  advance(milliseconds: number): void {
    const end = this.#time + milliseconds;
    while ((this.#appointments[0]?.at ?? Number.POSITIVE_INFINITY) <= end) {
      this.step();
    }
    this.#time = end;
  }
}
