"""A seat's life by the official Python SDK, against whatever engine the environment names.

Prints one JSON object: what each step has seen. It judges nothing, and waits as its users do: by asking again.
"""

import json
import os
import time

import ovirtsdk4 as sdk
from ovirtsdk4 import types

ANSWER_FILE = open(os.environ["ANSWER_FILE"], encoding="utf-8").read()
NAME = "sdk-seat-01"
seen = {}


def wait(what, ask, wanted, patience=60):
    """Asks until the answer is one of those wanted; the answers that came before it, each once."""
    states = []
    end = time.monotonic() + patience
    while time.monotonic() < end:
        state = ask()
        if not states or states[-1] != state:
            states.append(state)
        if state in wanted:
            return states
        time.sleep(0.05)
    raise SystemExit(f"{what}: waited for {wanted}, saw {states}")


def gone(service):
    try:
        service.get()
    except sdk.NotFoundError:
        return "gone"
    return "there"


connection = sdk.Connection(
    url=os.environ["ENGINE_URL"],
    username="admin@internal",
    password=os.environ["ENGINE_PASSWORD"],
    ca_file=os.environ["ENGINE_CA"],
)
seen["login"] = connection.test(raise_exception=True)
system = connection.system_service()
api = system.get()
seen["version"] = api.product_info.version.full_version

vms = system.vms_service()
seen["search finds nothing"] = len(vms.list(search=f"name={NAME}"))
template = system.templates_service().list(search="name=tpl-win")[0]
seen["template"] = [template.name, template.status.value, template.os.type]

vm = vms.add(
    types.Vm(
        name=NAME,
        cluster=types.Cluster(name="Default"),
        template=types.Template(name="tpl-win"),
        comment="virtroom sdk/room seat 01",
        memory=2 * 2**30,
        memory_policy=types.MemoryPolicy(guaranteed=2**30),
        time_zone=types.TimeZone(name="GMT Standard Time"),
    )
)
service = vms.vm_service(vm.id)
seen["create"] = [vm.name, vm.status.value, vm.memory, vm.comment]
seen["create waits"] = wait("create", lambda: service.get().status.value, ["down"])
disks = [
    connection.follow_link(attachment.disk) for attachment in service.disk_attachments_service().list()
]
seen["disks"] = [[disk.status.value, disk.format.value] for disk in disks]
seen["search by comment"] = [
    found.name for found in vms.list(search='comment="virtroom sdk/room*"', case_sensitive=False)
]

try:
    vms.add(
        types.Vm(name=NAME, cluster=types.Cluster(name="Default"), template=types.Template(name="tpl-win"))
    )
except sdk.Error as error:
    seen["a second of that name"] = [error.code, error.fault.reason, error.fault.detail]

nics = service.nics_service()
for nic in nics.list():
    nics.nic_service(nic.id).remove()
profile = next(
    profile for profile in system.vnic_profiles_service().list() if profile.name == "ovirtmgmt"
)
nic = nics.add(
    types.Nic(
        name="nic0",
        interface=types.NicInterface.VIRTIO,
        vnic_profile=types.VnicProfile(id=profile.id),
    )
)
seen["nic"] = [nic.name, nic.interface.value, nic.mac.address[:3], nic.vnic_profile.id == profile.id]
mac = nic.mac.address.replace(":", "-").upper()
script = ANSWER_FILE.replace("@MAC@", mac).replace("@NAME@", "SDK-SEAT-01")

events = system.events_service()
last = int(events.list(max=1)[0].id)

service.start(use_sysprep=True, vm=types.Vm(initialization=types.Initialization(custom_script=script)))
seen["run once"] = service.get().run_once
fqdns = set()


def state():
    now = service.get()
    if now.fqdn:
        fqdns.add(now.fqdn)
    return now.status.value


seen["sysprep"] = wait("sysprep", state, ["down"])
seen["fqdn"] = sorted(fqdns)
seen["run once is over"] = [service.get().run_once, service.get().fqdn]
told = [event for event in events.list(from_=last) if event.vm and event.vm.id == vm.id]
seen["events"] = [[event.code, event.severity.value, event.description] for event in reversed(told)]
seen["events by search"] = [
    event.code for event in events.list(from_=last, search=f"type=61 and vm.name={NAME}")
]

user = system.users_service().add(
    types.User(user_name="alice@internal-authz", domain=types.Domain(name="internal-authz"))
)
seen["user"] = [user.user_name, user.principal]
role = next(role for role in system.roles_service().list() if role.name == "UserRole")
permission = service.permissions_service().add(
    types.Permission(role=types.Role(id=role.id), user=types.User(id=user.id))
)
seen["permission"] = [permission.role.id == role.id, permission.user.id == user.id]

service.update(
    types.Vm(description="after its setup", usb=types.Usb(enabled=True, type=types.UsbType.NATIVE))
)
updated = service.get()
seen["update"] = [updated.description, updated.usb.enabled, updated.usb.type.value]

snapshots = service.snapshots_service()
snapshot = snapshots.add(types.Snapshot(description="as rolled out", persist_memorystate=False))
seen["snapshot waits"] = wait(
    "snapshot",
    lambda: snapshots.snapshot_service(snapshot.id).get().snapshot_status.value,
    ["ok"],
)
seen["snapshots"] = sorted(
    [found.snapshot_type.value, found.description] for found in snapshots.list()
)

service.update(types.Vm(description="changed since"))
service.start()
wait("start", lambda: service.get().status.value, ["up"])
try:
    service.start()
except sdk.Error as error:
    seen["start of one that is up"] = [error.code, error.fault.detail]
seen["address"] = wait(
    "address",
    lambda: next(
        (
            ip.address
            for device in service.reported_devices_service().list()
            for ip in device.ips or []
        ),
        None,
    ),
    ["10.1.2.57"],
)[-1]
service.stop()
wait("stop", lambda: service.get().status.value, ["down"])
snapshots.snapshot_service(snapshot.id).restore(restore_memory=False)
wait("restore", lambda: service.get().status.value, ["down"])
seen["restore brings settings back"] = service.get().description

payload = types.Payload(
    type=types.VmDeviceType.CDROM,
    files=[types.File(name="Unattend.xml", content=script)],
)
service.update(types.Vm(payloads=[payload]))
seen["payload"] = [
    [stored.type.value, [file.name for file in stored.files]]
    for stored in service.get(all_content=True).payloads or []
]
service.start(use_sysprep=False)
wait("payload", lambda: service.get().status.value, ["up"])
service.shutdown()
wait("shutdown", lambda: service.get().status.value, ["down"])

service.remove()
seen["remove"] = wait("remove", lambda: gone(service), ["gone"])[-1]
seen["get of one that is gone"] = len(vms.list(search=f"name={NAME}"))
try:
    vms.vm_service("00000000-0000-0000-0000-000000000000").get()
except sdk.NotFoundError as error:
    seen["unknown id"] = error.code
connection.close()
try:
    sdk.Connection(
        url=os.environ["ENGINE_URL"],
        username="admin@internal",
        password="wrong",
        ca_file=os.environ["ENGINE_CA"],
    ).authenticate()
except sdk.Error as error:
    seen["wrong password"] = str(error)
print(json.dumps(seen, indent=1))
