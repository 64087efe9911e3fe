import { readExchanges } from "./test/conformance/replay-exchange";
import { replay } from "./test/conformance/replay";
import { EventLog } from "./simulator/engine/events";
const old = EventLog.prototype.add;
EventLog.prototype.add = function (e) { console.log(this.clock.now() % 1e7, e.code, e.description); return old.call(this, e); };
void replay(process.argv[2]!).then(r => console.log(JSON.stringify(r, null, 1)));
