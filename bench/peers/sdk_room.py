"""The room of the bench by the official Python SDK, as a straightforward script does it.

Arguments: how to go about it (one-by-one, or threads), seconds between two questions, and the names of the seats.
"""

import os
import sys
import threading
import time

import ovirtsdk4 as sdk
from ovirtsdk4 import types

ANSWER_FILE = open(os.environ["ANSWER_FILE"], encoding="utf-8").read()
how, pause, names = sys.argv[1], float(sys.argv[2]), sys.argv[3:]

connection = sdk.Connection(
    url=os.environ["ENGINE_URL"],
    username=os.environ["ENGINE_USER"],
    password=os.environ["ENGINE_PASSWORD"],
    ca_file=os.environ["ENGINE_CA"],
)
system = connection.system_service()
profile = next(
    profile for profile in system.vnic_profiles_service().list() if profile.name == "room-net"
)
user = system.users_service().list(search="usrname=thinclient*")[0]
role = next(role for role in system.roles_service().list() if role.name == "UserRole")


def wait(ask, wanted):
    while ask() != wanted:
        time.sleep(pause)


def roll_out(name):
    vms = system.vms_service()
    vm = vms.add(
        types.Vm(
            name=name,
            cluster=types.Cluster(name="Default"),
            template=types.Template(name="win10-gold"),
            memory=4 * 2**30,
            description="student VM",
            time_zone=types.TimeZone(name="W. Europe Standard Time"),
        )
    )
    service = vms.vm_service(vm.id)
    wait(lambda: service.get().status, types.VmStatus.DOWN)
    nics = service.nics_service()
    for nic in nics.list():
        nics.nic_service(nic.id).remove()
    nic = nics.add(
        types.Nic(
            name="nic0",
            interface=types.NicInterface.VIRTIO,
            vnic_profile=types.VnicProfile(id=profile.id),
        )
    )
    mac = nic.mac.address.replace(":", "-").upper()
    script = ANSWER_FILE.replace("@NAME@", name.upper()).replace("@MAC@", mac)
    service.start(
        use_sysprep=True,
        vm=types.Vm(initialization=types.Initialization(custom_script=script)),
    )
    wait(lambda: service.get().status, types.VmStatus.DOWN)
    service.update(types.Vm(usb=types.Usb(enabled=True, type=types.UsbType.NATIVE)))
    service.permissions_service().add(
        types.Permission(role=types.Role(id=role.id), user=types.User(id=user.id))
    )
    snapshots = service.snapshots_service()
    snapshot = snapshots.add(
        types.Snapshot(description="after rollout", persist_memorystate=False)
    )
    taken = snapshots.snapshot_service(snapshot.id)
    wait(lambda: taken.get().snapshot_status, types.SnapshotStatus.OK)
    service.start()
    wait(lambda: service.get().status, types.VmStatus.UP)


if how == "threads":
    failures = []

    def guarded(name):
        try:
            roll_out(name)
        except Exception as error:
            failures.append(f"{name}: {error}")

    threads = [threading.Thread(target=guarded, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        sys.exit("\n".join(failures))
else:
    for name in names:
        roll_out(name)
connection.close()
