import type { Touch } from '../../topology.ts';
import type { Setting } from '../environment.ts';

/** A port on AWS: the module that exports it by its own name, what a function must touch to be given it, and what it must be told. */
export interface Port {
  readonly module: string;
  readonly touches: readonly Touch[];
  readonly settings: readonly Setting[];
}

/** Every port that some functions have and others do not, by its name in the runtime. */
const ports: Readonly<Record<string, Port>> = {
  store: { module: 'store', touches: ['events:read', 'events:append', 'events:scan'], settings: ['EVENTS_TABLE'] },
  views: { module: 'views', touches: ['views:read', 'views:claim', 'views:write', 'views:scan'], settings: ['VIEWS_TABLE'] },
  keys: { module: 'keys', touches: ['keys:read', 'keys:create', 'keys:destroy'], settings: ['KEYS_TABLE', 'WRAPPING_KEY'] },
  objects: { module: 'objects', touches: ['objects:read', 'objects:write'], settings: ['OBJECTS_BUCKET'] },
  bus: { module: 'bus', touches: ['bus:publish'], settings: ['BUS'] },
  signer: { module: 'token-key', touches: ['token:sign'], settings: ['TOKEN_KEY'] },
  verifierKey: { module: 'token-key', touches: ['token:verify'], settings: ['TOKEN_KEY'] },
};

/** The ports that a function with these touches is given. */
export function portsFor(touches: readonly Touch[]): [name: string, port: Port][] {
  return Object.entries(ports).filter(([, port]) => port.touches.some((touch) => touches.includes(touch)));
}

/** What a function with these touches must be told, each once. */
export function settingsFor(touches: readonly Touch[]): Setting[] {
  return [...new Set(['ISSUER' as const, ...portsFor(touches).flatMap(([, port]) => port.settings)])];
}
