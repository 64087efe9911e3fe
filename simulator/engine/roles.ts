/**
 * @module The roles and the group that every engine comes with.
 */

import type { Group, Role } from "./directory";

export const everyone: Group = {
  id: "eee00000-0000-0000-0000-123456789eee",
  name: "Everyone",
  entryId: "eee00000-0000-0000-0000-123456789eee",
};

const standard: [id: string, kind: "admin" | "user", name: string, description: string][] = [
  ["00000000-0000-0000-0000-000000000001", "admin", "SuperUser", "Roles management administrator"],
  ["00000000-0000-0000-0001-000000000001", "user", "UserRole", "Standard User Role"],
  [
    "00000000-0000-0000-0001-000000000002",
    "user",
    "PowerUserRole",
    "User Role, allowed to create VMs, Templates and Disks",
  ],
  [
    "def00001-0000-0000-0000-def000000001",
    "admin",
    "ClusterAdmin",
    "Administrator Role, permission for all the objects underneath a specific Cluster",
  ],
  [
    "def00002-0000-0000-0000-def000000002",
    "admin",
    "DataCenterAdmin",
    "Administrator Role, permission for all the objects underneath a specific Data Center, except Storage",
  ],
  [
    "def00003-0000-0000-0000-def000000003",
    "admin",
    "StorageAdmin",
    "Administrator Role, permission for all operations on a specific Storage Domain",
  ],
  [
    "def00004-0000-0000-0000-def000000004",
    "admin",
    "HostAdmin",
    "Administrator Role, permission for all operations on a specific Host",
  ],
  [
    "def00005-0000-0000-0000-def000000005",
    "admin",
    "NetworkAdmin",
    "Administrator Role, permission for all operations on a specific Logical Network",
  ],
  [
    "def00006-0000-0000-0000-def000000006",
    "user",
    "UserVmManager",
    "User Role, with permission for any operation on Vms",
  ],
  [
    "def00007-0000-0000-0000-def000000007",
    "admin",
    "VmPoolAdmin",
    "Administrator Role, permission for all operations on a specific VM Pool",
  ],
  [
    "def00008-0000-0000-0000-def000000008",
    "admin",
    "TemplateAdmin",
    "Administrator Role, permission for all operations on a specific Template",
  ],
  [
    "def0000a-0000-0000-0000-def00000000a",
    "user",
    "QuotaConsumer",
    "User Role, permissions to consume the Quota resources",
  ],
  [
    "def0000a-0000-0000-0000-def00000000b",
    "user",
    "DiskOperator",
    "User Role, permissions for all operations on a specific disk",
  ],
  ["def0000a-0000-0000-0000-def00000000c", "user", "DiskCreator", "User Role, permission to create Disks"],
  [
    "def0000b-0000-0000-0000-def00000000b",
    "admin",
    "GlusterAdmin",
    "Administrator Role, permissions for operations on Gluster objects",
  ],
  ["def0000a-0000-0000-0000-def00000000d", "user", "VmCreator", "User Role, permission to create VMs"],
  [
    "def0000a-0000-0000-0000-def00000000e",
    "user",
    "TemplateCreator",
    "User Role, permission to create Templates",
  ],
  [
    "def0000a-0000-0000-0000-def00000000f",
    "user",
    "TemplateOwner",
    "User Role, permissions for all operations on Templates",
  ],
  ["def0000c-0000-0000-0000-def000000000", "user", "ExternalEventsCreator", "External Events Creator"],
  ["def0000d-0000-0000-0000-def000000000", "user", "ExternalTasksCreator", "External Tasks Creator"],
  ["def00009-0000-0000-0000-def000000009", "user", "UserTemplateBasedVm", "Template User"],
  [
    "def00011-0000-0000-0000-def000000011",
    "user",
    "InstanceCreator",
    "User Role, permission to create Instances",
  ],
  [
    "def00012-0000-0000-0000-def000000012",
    "user",
    "UserInstanceManager",
    "User Role, with permission for any operation on Instances",
  ],
  ["def0000c-0000-0000-0000-def00000000c", "admin", "ReadOnlyAdmin", "Read Only Administrator Role"],
  ["def00011-0000-0000-0000-def000000013", "admin", "TagManager", "Tag Manager"],
  ["def00011-0000-0000-0000-def000000014", "admin", "BookmarkManager", "Bookmark Manager"],
  ["def00011-0000-0000-0000-def000000015", "admin", "EventNotificationManager", "Event Notification Manager"],
  ["def00011-0000-0000-0000-def000000016", "admin", "AuditLogManager", "Audit Log Manager"],
  [
    "def00013-0000-0000-0000-def000000013",
    "admin",
    "MacPoolAdmin",
    "MAC Pool Administrator Role, permission for manipulation with MAC pools",
  ],
  ["def00020-0000-0000-0000-abc000000010", "user", "DiskProfileUser", "Disk Profile User"],
  [
    "def00006-0000-0000-0000-def000000011",
    "user",
    "UserVmRunTimeManager",
    "User Role, with permissions for any operations on VMs except snapshot manipulation",
  ],
  [
    "def00021-0000-0000-0000-def000000015",
    "user",
    "UserProfileEditor",
    "Role that allow users to edit the UserProfile",
  ],
  [
    "def00030-0000-0000-0000-def000000011",
    "admin",
    "VmImporterExporter",
    "Administrator Role, with permission to import or export Vms",
  ],
  ["def00017-0000-0000-0000-def000000017", "user", "CpuProfileOperator", "Cpu Profile Operation"],
  [
    "def00016-0000-0000-0000-def000000016",
    "admin",
    "CpuProfileCreator",
    "Cpu Profile Creation/Deletion/Updating and Operation",
  ],
  ["def0000a-0000-0000-0000-def000000010", "user", "VnicProfileUser", "VM Network Interface Profile User"],
  [
    "def00014-0000-0000-0000-def000000014",
    "user",
    "MacPoolUser",
    "MAC Pool User Role, permission allowing using MAC pools",
  ],
];

export const roles: Role[] = standard.map(([id, kind, name, description]) => ({
  id,
  name,
  description,
  administrative: kind === "admin",
}));
