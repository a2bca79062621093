/** Why a sale, a refund or an event was not recorded. `message` says what is wrong, where, why it matters and how to mend it. */
export interface Refused {
  status: 'refused';
  code:
    | 'unknown-partner'
    | 'unknown-program'
    | 'wrong-currency'
    | 'bad-rate'
    | 'too-precise'
    | 'negative'
    | 'unknown-sale'
    | 'more-than-sale'
    | 'bad-first-sale'
    | 'other-batch'
    | 'bad-amount'
    | 'in-future'
    | 'unknown-event'
    | 'bad-event-data';
  message: string;
}

/** A refusal as a value. */
export function refused(code: Refused['code'], message: string): Refused {
  return { status: 'refused', code, message };
}
