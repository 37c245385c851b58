# SPDX-License-Identifier: Apache-2.0
"""Measures gpiozero on lgpio: measure.py PULL_FILE_OF_GPIO17. Prints microseconds: "set" for each transition of an LED, "press" from a
pull to the button's callback."""

import os
import random
import sys
import threading
import time

from gpiozero import LED, Button, Device
from gpiozero.pins.lgpio import LGPIOFactory


class Factory(LGPIOFactory):
    # There is no Raspberry Pi to look at.
    def _get_revision(self):
        return 0xA03111


os.chdir(os.environ.get("GPIO_VM_SCRATCH", "/tmp"))  # lgpio makes a file in its folder.
Device.pin_factory = Factory()
led, count = LED(18), 4000
for _ in range(8):
    begin = time.monotonic_ns()
    for _ in range(count // 2):
        led.on()
        led.off()
    print("set", (time.monotonic_ns() - begin) / 1000 / count)

pull = os.open(sys.argv[1], os.O_WRONLY)
os.pwrite(pull, b"pull-up", 0)
button, called = Button(17), threading.Event()
received = 0


def note():
    global received
    received = time.monotonic_ns()
    called.set()


button.when_pressed = note
button.when_released = note
for number in range(400):
    time.sleep(random.uniform(0.0008, 0.002))
    called.clear()
    begin = time.monotonic_ns()
    os.pwrite(pull, b"pull-up" if number % 2 else b"pull-down", 0)
    if not called.wait(5):
        sys.exit("gpiozero told of no edge")
    print("press", (received - begin) / 1000)
os.pwrite(pull, b"pull-down", 0)  # As it was found.
