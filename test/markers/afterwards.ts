import { type Ask, oneOfEach, read, type Taken } from './exchange.ts';
import { marker } from './plant.ts';

const json = JSON.stringify;
const named = () => `Mrs ${marker('names of fields')}`;

/** What a step of the work is sent with that holds more than it should: as it is taken, and as it is not. */
const key = () => ({ key: marker('headers'), headers: { 'user-agent': marker('headers') } });

/** What was said of sharing, recorded by who sent it and by each team, read by all, and refused for every reason. */
export async function consents(taken: readonly Taken[], ask: Ask): Promise<void> {
  const said = () => ({
    answer: 'given',
    recipients: ['first-contact', marker('references and identifiers').toLowerCase()],
    purposes: ['support'],
    categories: ['contact', 'need'],
    method: 'telephone',
    givenOn: '2026-11-20',
    recordedBy: marker('structured fields'),
    othersPresent: [marker('structured fields')],
    interpreter: marker('structured fields'),
    seenAlone: true,
    engagement: 'agreed',
  });
  for (const { id: referralId, as: sender, teams } of taken) {
    for (const as of [sender, ...teams]) {
      const record = (body: object, query = '') => ask('POST', `/v1/consents${query}`, { as, ...key(), text: json(body) });
      const { body } = await record({ referralId, ...said(), [named()]: marker() });
      for (const reader of [sender, ...teams, 'coordinator-quarry-end'])
        await ask('GET', `/v1/consents/${body?.consentId}?said=${marker('URLs')}`, { as: reader, ...key() }, reader === as);
      await record({ referralId, ...said(), [named()]: marker() }, '?strict=true');
      await record({ referralId: marker('references and identifiers'), person: marker('references and identifiers'), ...said() });
      await record({
        referralId,
        ...said(),
        answer: marker(),
        purposes: [marker()],
        categories: [marker()],
        givenOn: marker(),
        method: marker(),
      });
      await ask('POST', `/v1/consents/${referralId}.${marker('URLs')}/withdrawal`, { as, ...key(), text: '{}' });
    }
  }
  const identity = { nhsNumber: '999 045 6704', dateOfBirth: '1944-09-21', familyName: marker('structured fields') };
  for (const change of [{}, { nhsNumber: marker('references and identifiers') }, { dateOfBirth: marker('structured fields') }])
    await ask('POST', '/v1/consents', { as: 'fire', ...key(), text: json({ identity: { ...identity, ...change }, ...said() }) });
}

/** Each team answers: wrongly first, then someone trained looks, it takes the case on, speaks with the person, and passes them on. */
export async function answers(taken: readonly Taken[], ask: Ask): Promise<void> {
  const ones = new Set(oneOfEach(taken));
  for (const each of taken) {
    for (const as of each.teams) {
      const step = (what: string, body: object, user?: string) =>
        ask('POST', `/v1/cases/${each.id}/${what}`, { as, ...(user ? { user } : {}), ...key(), text: json(body) });
      if (ones.has(each)) {
        for (const what of ['acceptance?strict=true', 'refusal', 'outcome', 'review'])
          await step(what, { [named()]: marker(), reason: marker(), outcome: marker(), finding: marker(), to: [marker()] });
        await step('review', { finding: marker(), [named()]: marker() }, `${as}-safeguarding`);
      }
      await step('review', { finding: 'may-be-seen-together' }, `${as}-safeguarding`);
      // A concern that nobody takes on is said to be overdue.
      if (as !== 'adult-safeguarding') await step('acceptance', { [named()]: marker() });
      if (as === 'ward-team') await step('outcome', { outcome: 'wants-help', [named()]: marker() });
      await step('outcome', { outcome: 'passed-on', to: [marker('references and identifiers').toLowerCase(), 'befriending'] });
    }
    if (each.teams.length > 0 && (each.source === 'fire' || each.source === 'housing')) await passOn(each, ask);
  }
}

/** Those who may be passed on are, and each who has them then reads what it may: a hub’s members as their own organisations. */
async function passOn({ id, teams }: Taken, ask: Ask): Promise<void> {
  const hub = 'early-help-oakfield';
  const readers = new Set(teams);
  for (const as of teams) {
    const to = as === 'first-response' ? ['early-help-hub'] : ['befriending', 'local-area-coordinator'];
    const { body } = await ask('POST', `/v1/cases/${id}/outcome`, {
      as,
      ...key(),
      text: json({ outcome: 'passed-on', to, [named()]: marker() }),
    });
    for (const { team, outcome } of body?.passed ?? []) if (outcome === 'passed') readers.add(team);
  }
  if (readers.has(hub)) for (const member of ['police', 'housing', 'gp']) readers.add(`${hub}-${member}`);
  for (const as of readers) await read(id, as, ask);
  for (const as of readers) if (as.startsWith(hub)) await ask('GET', '/v1/cases?with=summary', { as }, true);
}

/** What was said is taken back, and what was sent: in words that are refused, and in words that are taken. */
export async function endings(taken: readonly Taken[], ask: Ask): Promise<void> {
  const reasons = ['withdrawn', 'entered-in-error', 'wrong-person'];
  for (const [index, { id, as, teams }] of taken.entries()) {
    const cancel = (body: object, query = '') =>
      ask('POST', `/v1/referrals/${id}/cancellation${query}`, { as, ...key(), text: json(body) });
    await ask('POST', `/v1/consents/${id}.p1/withdrawal`, { as, ...key(), text: json({ [named()]: marker() }) });
    // Some are left as they are.
    if (index % 2 === 0) continue;
    await cancel({ reason: marker(), [named()]: marker() }, '?strict=true');
    await cancel({ reason: marker() });
    await cancel({ reason: reasons[index % reasons.length], [named()]: marker() });
    await cancel({ reason: 'withdrawn' });
    await ask('GET', `/v1/referrals/${id}`, { as });
    for (const team of teams) await read(id, team, ask);
  }
}
