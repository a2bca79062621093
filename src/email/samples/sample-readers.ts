/** Somebody who might get a mail; nobody real. */
export interface SampleReader {
  /** By which the command line knows them. */
  name: string;
  /** What is special about them. */
  about: string;
  firstName: string;
  lastName: string;
  email: string;
  /** BCP 47. */
  locale: string;
  /** IANA zone. */
  timeZone: string;
  /** Nothing is known that may be unknown: no name, no own fields, no figures that a decision can leave out. */
  knowsLittle?: boolean;
}

/** The reader for whom a mail is written. */
export const USUAL_READER: SampleReader = {
  name: 'usual',
  about: 'somebody with a name and figures',
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  locale: 'en-US',
  timeZone: 'Europe/London',
};

/** Of whom only the address is known. */
export const NAMELESS_READER: SampleReader = {
  name: 'nameless',
  about: 'no name, and nothing that may be missing',
  firstName: '',
  lastName: '',
  email: 'someone@example.com',
  locale: 'en-US',
  timeZone: 'UTC',
  knowsLittle: true,
};

/** The usual reader, and those at the edges that a text must stand. */
export const SAMPLE_READERS: readonly SampleReader[] = [
  USUAL_READER,
  NAMELESS_READER,
  {
    name: 'long',
    about: 'long names, and words that nothing breaks',
    firstName: 'Maximiliana-Alexandrina-Theodora',
    lastName: 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh',
    email: 'maximiliana.wolfeschlegelsteinhausenbergerdorff@partner-marketing.example.com',
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
  },
  {
    name: 'right-to-left',
    about: 'a name, figures and dates that are written from right to left',
    firstName: 'فاطمة',
    lastName: 'الزهراء',
    email: 'fatima@example.com',
    locale: 'ar-EG',
    timeZone: 'Africa/Cairo',
  },
];
