/** What the columns of jobs lists are called: Flare, Confirm and Mayrise exports, and lists made at home. */

/** What a column may be read as; a column that is none of these is never read. */
export type Field = keyof typeof columns;

/**
 * The names of each column, best first; case, spaces and punctuation do not matter. A column is taken once, by the
 * first of these that names it: “Request Type” is the type of job only where nothing else says it.
 */
const columns = {
  reference: [
    'Job No',
    'Job Number',
    'Job Ref',
    'Job Reference',
    'Job ID',
    'Enquiry Number',
    'Enquiry No',
    'Request Number',
    'Request No',
    'Service Request Number',
    'SR Number',
    'SR No',
    'SR Reference',
    'Service Request ID',
    'Case Number',
    'Case Ref',
    'Case Reference',
    'Reference',
    'Reference Number',
    'Reference No',
    'Ref No',
    'Ref',
    'ID',
  ],
  requestedOn: [
    'Date Requested',
    'Requested On',
    'Request Date',
    'Date Received',
    'Received Date',
    'Date Logged',
    'Logged Date',
    'Date Raised',
    'Enquiry Date',
    'Enquiry Logged Date',
    'Date Rec',
    'Date Created',
    'Created',
    'Job Date',
    'Received',
    'Date',
  ],
  type: [
    'Job Type',
    'Type of Job',
    'Job Type Description',
    'Subject Name',
    'SR Type',
    'Service Type',
    'Service',
    'Service Name',
    'Service Description',
    'Enquiry Subject',
    'Subject',
    'Work Type',
    'Job Code',
    'Service Code',
    'Job',
    'Type',
    'Sub Type',
    'Request Type',
  ],
  kind: ['Request Type', 'Record Type', 'Case Type', 'Contact Type', 'Enquiry Type', 'Enquiry Class'],
  by: [
    'Own Request',
    'Is Own Request',
    'Requested For Self',
    'Reported By',
    'Requested By',
    'Raised By',
    'Logged For',
    'Requester Type',
    'Caller Type',
    'Customer Type Name',
    'Customer Type',
    'Reporter Type',
    'Relationship',
  ],
  title: ['Title', 'Salutation', 'Customer Title'],
  givenName: ['Forename', 'First Name', 'Given Name', 'Forenames', 'Customer Forename', 'Requester Forename', 'Christian Name'],
  familyName: ['Surname', 'Last Name', 'Family Name', 'Customer Surname', 'Requester Surname'],
  fullName: [
    'Customer Name',
    'Full Name',
    'Name',
    'Customer',
    'Requester',
    'Requester Name',
    'Resident',
    'Resident Name',
    'Contact Name',
    'Caller Name',
  ],
  house: ['House No', 'House Number', 'House Name', 'House', 'Property Number', 'Flat'],
  street: ['Street', 'Street Name', 'Road'],
  address: ['Customer Address', 'Full Address', 'Address', 'Property Address', 'Home Address', 'Site Address'],
  address1: ['Address 1', 'Address Line 1', 'Addr 1', 'Customer Address 1', 'Customer Address Line 1'],
  address2: ['Address 2', 'Address Line 2', 'Addr 2', 'Customer Address 2', 'Customer Address Line 2'],
  address3: ['Address 3', 'Address Line 3', 'Addr 3', 'Locality', 'Customer Address 3', 'Customer Address Line 3'],
  address4: ['Address 4', 'Address Line 4', 'Addr 4', 'Customer Address 4', 'Customer Address Line 4'],
  town: ['Town', 'Post Town', 'City', 'Town City'],
  county: ['County'],
  postcode: ['Post Code', 'Postcode', 'Post Cd', 'PCode', 'Customer Postcode'],
  uprn: ['UPRN', 'Property Ref', 'LLPG UPRN'],
  telephone: [
    'Tel',
    'Telephone',
    'Telephone No',
    'Telephone Number',
    'Tel No',
    'Phone',
    'Phone No',
    'Phone Number',
    'Home Tel',
    'Home Phone',
    'Contact Number',
    'Contact No',
    'Daytime Tel',
    'Customer Phone',
    'Customer Tel',
    'Customer Telephone',
    'Requester Phone',
  ],
  mobile: ['Mobile', 'Mobile No', 'Mobile Number', 'Mobile Phone', 'Mobile Tel', 'Customer Mobile', 'Customer Alternate Phone', 'Cell'],
  email: ['Email', 'E-mail Address', 'Email Address', 'Customer Email'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The names that are known for each column, best first. */
export const columnNames: readonly { readonly field: Field; readonly names: readonly string[] }[] = Object.entries(columns).map(
  ([field, names]) => ({ field: field as Field, names }),
);

/** What a list cannot do without, any one of each; and what to do where a system never exports it. */
const needed: readonly { readonly what: string; readonly any: readonly Field[]; readonly add?: string }[] = [
  { what: 'the type of job', any: ['type'] },
  {
    what: 'who asked for it',
    any: ['by', 'kind'],
    add: 'If the list never says who asked, add a column Reported By, with Self on each line that the person asked for themself',
  },
  { what: 'their name', any: ['familyName', 'fullName'] },
  { what: 'where they live', any: ['postcode', 'address', 'address1'] },
];

/** Fields of which no name is better than another: two columns may be two people’s, or two places. */
const unranked: ReadonlySet<Field> = new Set(['familyName', 'fullName', 'postcode']);

const plain = (header: string): string =>
  header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const plainColumns = Object.entries(columns).map(([field, names]) => [field as Field, names.map(plain)] as const);

/** A column of one line by its field; empty if the list has none. */
export type Cells = (field: Field) => string | undefined;

/** Where each field is in a line, and which columns are not read, by their place. */
export interface Layout {
  readonly width: number;
  readonly places: ReadonlyMap<Field, number>;
  readonly unread: readonly number[];
  /** Columns of which each could be the same thing that is needed, by their place. */
  readonly ambiguous: readonly { readonly what: string; readonly columns: readonly number[] }[];
}

/** The layout that a line of headers gives, whether or not it has all that is needed. */
export function layoutOf(headers: readonly string[]): Layout {
  const plainHeaders = headers.map(plain);
  const taken = new Set<number>();
  const places = new Map<Field, number>();
  for (const [field, names] of plainColumns) {
    const found = names.map((name) => plainHeaders.findIndex((header, index) => header === name && !taken.has(index)));
    const place = found.find((index) => index >= 0);
    if (place === undefined) continue;
    taken.add(place);
    places.set(field, place);
  }
  const unread = headers.flatMap((_, index) => (taken.has(index) || plainHeaders[index] === '' ? [] : [index]));
  return { width: headers.length, places, unread, ambiguous: ambiguousIn(plainHeaders, places) };
}

/** What is needed and could be read from several columns: by whatever name where none is better, else by the same name. */
function ambiguousIn(plainHeaders: readonly string[], places: ReadonlyMap<Field, number>): Layout['ambiguous'] {
  const read = new Set(places.values());
  return needed.flatMap(({ what, any }) =>
    any.flatMap((field) => {
      const place = places.get(field);
      if (place === undefined) return [];
      const names: readonly (string | undefined)[] = unranked.has(field) ? columns[field].map(plain) : [plainHeaders[place]];
      const same = plainHeaders.flatMap((header, index) =>
        index === place || (!read.has(index) && names.includes(header)) ? [index] : [],
      );
      return same.length > 1 ? [{ what, columns: same }] : [];
    }),
  );
}

/** What a layout lacks, in a phrase each, with some of the names that are known for it, and what else to do. */
export const lackingIn = ({ places }: Layout): { readonly phrase: string; readonly add: string | undefined }[] =>
  needed
    .filter(({ any }) => !any.some((field) => places.has(field)))
    .map(({ what, any, add }) => ({ phrase: `${what} (${any.flatMap((field) => columns[field].slice(0, 3)).join(', ')} …)`, add }));
