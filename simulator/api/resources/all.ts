/**
 * @module Everything that the API offers.
 */

import type { Route } from "../route";
import { directoryRoutes } from "./directory";
import { diskRoutes } from "./disks";
import { eventRoutes } from "./events";
import { inventoryRoutes } from "./inventory";
import { jobRoutes } from "./jobs";
import { nicRoutes } from "./nics";
import { permissionRoutes } from "./permissions";
import { snapshotRoutes } from "./snapshots";
import { templateRoutes } from "./templates";
import { vmActionRoutes } from "./vm-actions";
import { vmPartRoutes } from "./vm-parts";
import { vmRoutes } from "./vms";

export const allRoutes: Route[] = [
  ...inventoryRoutes,
  ...vmRoutes,
  ...vmActionRoutes,
  ...vmPartRoutes,
  ...nicRoutes,
  ...diskRoutes,
  ...snapshotRoutes,
  ...permissionRoutes,
  ...templateRoutes,
  ...directoryRoutes,
  ...eventRoutes,
  ...jobRoutes,
];
